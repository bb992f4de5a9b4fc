import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { pipeText } from './pipe-text.ts';

const never = new AbortController().signal;

describe('piping text', () => {
  test('writes every chunk and ends', async () => {
    const output = new PassThrough();
    const read = text(output);
    await pipeText(
      (async function* () {
        yield '一';
        yield '二';
      })(),
      output,
      never,
    );
    expect(await read).toBe('一二');
  });

  test('rejects with the error of the stream, and leaves the output to its owner', async () => {
    const output = new PassThrough().resume();
    const broken = (async function* () {
      yield 'one';
      throw new Error('broken');
    })();
    await expect(pipeText(broken, output, never)).rejects.toThrow('broken');
    expect(output.writableEnded).toBe(false);
  });

  test('ends the output at once when it is aborted, even if the stream does not listen', async () => {
    const output = new PassThrough().resume();
    const abort = new AbortController();
    void pipeText({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) }, output, abort.signal);
    abort.abort();
    await once(output, 'finish');
    expect(output.writableFinished).toBe(true);
  });

  test('never starts a stream that is aborted already, and closes it', async () => {
    const output = new PassThrough().resume();
    let closed = false;
    const stream = {
      next: () => Promise.reject(new Error('must not be read')),
      return: async () => {
        closed = true;
        return { done: true as const, value: undefined };
      },
    };
    await pipeText({ [Symbol.asyncIterator]: () => stream }, output, AbortSignal.abort());
    expect(closed).toBe(true);
    expect(output.writableEnded).toBe(true);
  });
});
