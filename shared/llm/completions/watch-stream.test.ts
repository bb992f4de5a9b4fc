import { describe, expect, test } from 'vitest';
import { StreamWatch } from './watch-stream.ts';

const chunk = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const usage = 'data: {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 2}}\n\n';
const done = 'data: [DONE]\n\n';

/** What is passed on of some bytes that come in these pieces, and the watch. */
function passed(pieces: string[], showUsage = false) {
  const watch = new StreamWatch({ showUsage });
  const text = pieces.map((piece) => watch.next(Buffer.from(piece)).toString()).join('');
  return { watch, text: text + watch.end().toString() };
}

describe('a stream that is passed on', () => {
  test('loses its end mark and the usage that was not asked for, and nothing else', () => {
    const said = chunk({ content: '你好' }) + chunk({}, 'stop');
    const { watch, text } = passed([said + usage + done]);
    expect(text).toBe(said);
    expect(watch).toMatchObject({ done: true, finishReason: 'stop', usage: { input_tokens: 3, output_tokens: 2 } });
    expect(passed([said, usage, done], true).text).toBe(said + usage);
  });

  test('has its first event apart from what came with it, which is read later', () => {
    const [first, second, end] = [chunk({ content: '你' }), chunk({ content: '好' }), chunk({}, 'stop')];
    const watch = new StreamWatch({ showUsage: false });
    const pieces = watch.pieces(Buffer.from(first + second + end + done));
    expect(String(pieces.next().value)).toBe(first);
    expect(watch.done).toBe(false);
    expect([...pieces].map(String)).toEqual([second + end]);
    expect(watch).toMatchObject({ done: true, finishReason: 'stop' });
    // Nothing follows an end mark; and a stream that has begun is passed on as it comes.
    expect([...new StreamWatch({ showUsage: false }).pieces(Buffer.from(done + first))].map(String)).toEqual(['']);
    const begun = new StreamWatch({ showUsage: false });
    begun.next(Buffer.from(first));
    expect([...begun.pieces(Buffer.from(second + second))].map(String)).toEqual([second + second]);
  });

  test('is the same with the line ends of Windows, and with a last event that nothing ends', () => {
    const said = (chunk({ content: '你好' }) + chunk({}, 'length')).replaceAll('\n', '\r\n');
    expect(passed([said.slice(0, -4)]).text).toBe(`${said.slice(0, -4)}\n\n`);
    expect(passed([said + done]).watch.finishReason).toBe('length');
  });

  test('is not misled by what is said in it', () => {
    const said = chunk({ content: '"finish_reason":"stop" data: [DONE]\n\n"usage":{"error":{' });
    const { watch, text } = passed([chunk({ content: 'a' }), said, chunk({}, 'stop')]);
    expect(text).toContain(said);
    expect(watch).toMatchObject({ done: false, usage: null, finishReason: 'stop' });
  });
});

describe('a stream that has only commented so far', () => {
  test('has nothing to pass on until it speaks; then its comments go with it', () => {
    const watch = new StreamWatch({ showUsage: false });
    expect(watch.next(Buffer.from(': wait\n\n')).length).toBe(0);
    expect(watch.next(Buffer.from(': wait\n\n')).length).toBe(0);
    expect(watch.next(Buffer.from(chunk({ content: 'a' }))).toString()).toBe(
      `: wait\n\n: wait\n\n${chunk({ content: 'a' })}`,
    );
    expect(watch.next(Buffer.from(': more\n\n')).toString()).toBe(': more\n\n');
  });
});

describe('a stream fails', () => {
  const failing = (...pieces: string[]) => {
    expect(() => passed(pieces)).toThrow();
    try {
      passed(pieces);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  test.each([
    ['with an error in it', [chunk({ content: 'a' }), 'data: {"error":{"message":"overloaded"}}\n\n'], 'overloaded'],
    ['with an error in place of it', ['{"error":{"message":"no such model"}}'], 'no such model'],
    ['that is no completion', ['data: {"hello":"world"}\n\n', done], 'holds no chat completion'],
    ['that is no JSON', ['data: <html>\n\n'], 'not JSON'],
    ['that is empty', [''], 'holds no chat completion'],
    ['that breaks off in a chunk', [chunk({ content: 'a' }), chunk({}, 'stop').slice(0, -9)], 'broke off'],
    ['that has an end mark but no end', [chunk({ content: 'a' }), done], 'broke off'],
    ['whose end has an empty reason', [chunk({ content: 'a' }, ''), chunk({ content: 'b' }, '') + done], 'broke off'],
    ['that only comments', [': wait\n\n'], 'holds no chat completion'],
  ])('%s', (_what, pieces, message) => {
    expect(String(failing(...pieces))).toContain(message);
  });

  test('only after what came before the error was passed on', () => {
    const watch = new StreamWatch({ showUsage: false });
    const said = chunk({ content: 'a' });
    expect(watch.next(Buffer.from(`${said}data: {"error":{"message":"x"}}\n\n`)).toString()).toBe(said);
    expect(() => watch.next(Buffer.from(said))).toThrow('x');
  });
});
