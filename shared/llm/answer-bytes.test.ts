import { expect, onTestFinished, test, vi } from 'vitest';
import { AnswerBytes } from './answer-bytes.ts';

const flow = () => ({
  pause: vi.fn<() => void>(),
  resume: vi.fn<() => void>(),
  abort: vi.fn<(reason: Error) => void>(),
});
const some = (bytes: number) => Buffer.alloc(bytes, 'x');

test('what has come and what comes is read in order, to the end', async () => {
  const bytes = new AnswerBytes(flow());
  bytes.push(Buffer.from('one'));
  bytes.push(Buffer.from('two'));
  const texts: string[] = [];
  const read = (async () => {
    for await (const chunk of bytes) texts.push(chunk.toString());
  })();
  await vi.waitFor(() => expect(texts).toEqual(['one', 'two']));
  bytes.push(Buffer.from('three'));
  await vi.waitFor(() => expect(texts).toEqual(['one', 'two', 'three']));
  bytes.end();
  await read;
  expect(await bytes.next()).toEqual({ done: true, value: undefined });
});

test('a failure is told behind what has come, and to who waits', async () => {
  const failure = new Error('other side closed');
  const early = new AnswerBytes(flow());
  early.push(Buffer.from('half'));
  early.fail(failure);
  expect(await early.next()).toEqual({ done: false, value: Buffer.from('half') });
  await expect(early.next()).rejects.toBe(failure);
  const late = new AnswerBytes(flow());
  const waiting = late.next();
  late.fail(failure);
  await expect(waiting).rejects.toBe(failure);
});

test('an answer that has ended does not fail any more', async () => {
  const bytes = new AnswerBytes(flow());
  bytes.end();
  bytes.fail(new Error('closed'));
  expect(await bytes.next()).toEqual({ done: true, value: undefined });
});

test('a sender that is faster than its reader waits, and goes on when little is left', async () => {
  const sender = flow();
  const bytes = new AnswerBytes(sender);
  for (let chunk = 0; chunk < 4; chunk++) bytes.push(some(30_000));
  expect(sender.pause).toHaveBeenCalledTimes(1);
  await bytes.next();
  expect(sender.resume).not.toHaveBeenCalled();
  await bytes.next();
  expect(sender.resume).toHaveBeenCalledTimes(1);
});

test('of a reader that stops the rest is thrown away, so that the sender does not wait for it', async () => {
  const sender = flow();
  const bytes = new AnswerBytes(sender);
  for (let chunk = 0; chunk < 4; chunk++) bytes.push(some(30_000));
  await bytes.return();
  expect(sender.resume).toHaveBeenCalledTimes(1);
  for (let chunk = 0; chunk < 4; chunk++) bytes.push(some(30_000));
  expect(sender.pause).toHaveBeenCalledTimes(1);
  expect(await bytes.next()).toEqual({ done: true, value: undefined });
});

test('of a reader that stops the rest may take a while, not for ever', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const [endless, ending, ended] = [flow(), flow(), flow()];
  const answers = [endless, ending, ended].map((sender) => new AnswerBytes(sender));
  answers[2]?.end();
  for (const bytes of answers) await bytes.return();
  vi.advanceTimersByTime(4000);
  answers[1]?.end();
  expect(endless.abort).not.toHaveBeenCalled();
  vi.advanceTimersByTime(4000);
  for (const bytes of answers) await bytes.return();
  expect(endless.abort).toHaveBeenCalledTimes(1);
  expect(ending.abort).not.toHaveBeenCalled();
  expect(ended.abort).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
