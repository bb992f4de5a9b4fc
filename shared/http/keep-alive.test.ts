import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { keepAlive } from './keep-alive.ts';

test('a silent stream says that it is still there, and loses no event', async () => {
  const gate = Promise.withResolvers<void>();
  const kept = keepAlive(
    (async function* () {
      yield 'one';
      await gate.promise;
      yield 'two';
    })(),
    1,
  );
  expect((await kept.next()).value).toBe('one');
  expect((await kept.next()).value).toBe(': still here\n\n');
  expect((await kept.next()).value).toBe(': still here\n\n');
  gate.resolve();
  const rest: string[] = [];
  for await (const event of kept) rest.push(event);
  expect(rest.filter((event) => !event.startsWith(':'))).toEqual(['two']);
});

test('a stream that breaks while it was silent breaks for its reader too', async () => {
  const kept = keepAlive(
    (async function* () {
      yield 'one';
      await delay(5);
      throw new Error('broken');
    })(),
    1,
  );
  const read = async () => {
    for await (const _ of kept);
  };
  await expect(read()).rejects.toThrow('broken');
});

test('closing it closes the stream', async () => {
  let closed = false;
  const kept = keepAlive(
    (async function* () {
      try {
        yield 'one';
        yield 'two';
      } finally {
        closed = true;
      }
    })(),
  );
  await kept.next();
  await kept.return();
  expect(closed).toBe(true);
});
