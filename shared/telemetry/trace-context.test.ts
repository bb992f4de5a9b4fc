import { describe, expect, test } from 'vitest';
import {
  childOf,
  currentTrace,
  formatTraceparent,
  parseTraceparent,
  streamWithTrace,
  withTrace,
} from './trace-context.ts';

const header = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const context = { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7', sampled: true };

describe('a traceparent', () => {
  test('is read and written', () => {
    expect(parseTraceparent(header)).toEqual(context);
    expect(formatTraceparent(context)).toBe(header);
  });

  test('of a later version is read as far as it is known', () => {
    expect(parseTraceparent(`cc${header.slice(2)}-what-the-future`)).toEqual(context);
  });

  test.each([
    undefined,
    '',
    'x',
    header.toUpperCase(),
    `ff${header.slice(2)}`,
    `${header}-more`,
    header.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32)),
    header.replace('00f067aa0ba902b7', '0'.repeat(16)),
  ])('that is not valid is none: %s', (given) => {
    expect(parseTraceparent(given)).toBeUndefined();
  });
});

describe('a child', () => {
  test('stays in its trace, with an id of its own', () => {
    expect(childOf(context)).toMatchObject({ trace_id: context.trace_id, sampled: true });
    expect(childOf(context).span_id).not.toBe(childOf(context).span_id);
  });

  test('of nothing begins a trace that is not recorded', () => {
    const made = childOf(undefined);
    expect(parseTraceparent(formatTraceparent(made))).toEqual(made);
    expect(made.sampled).toBe(false);
  });
});

describe('a stream in a trace', () => {
  async function* pieces() {
    try {
      yield currentTrace()?.span_id;
      yield currentTrace()?.span_id;
    } finally {
      closedIn.push(currentTrace()?.span_id);
    }
  }
  const closedIn: (string | undefined)[] = [];

  test('makes every piece in it, and says once that it is over', async () => {
    const ends: unknown[] = [];
    const seen: unknown[] = [];
    for await (const piece of streamWithTrace(context, pieces(), (error) => ends.push(error))) seen.push(piece);
    expect(seen).toEqual([context.span_id, context.span_id]);
    expect(ends).toEqual([undefined]);
    expect(withTrace(context, currentTrace)).toBe(context);
    expect(currentTrace()).toBeUndefined();
  });

  test('is closed in it when it is given up, and tells its error', async () => {
    const ends: unknown[] = [];
    for await (const _ of streamWithTrace(context, pieces(), (error) => ends.push(error))) break;
    expect(closedIn.at(-1)).toBe(context.span_id);
    async function* broken(): AsyncGenerator<string> {
      yield* [];
      throw new Error('broken');
    }
    const reading = streamWithTrace(context, broken(), (error) => ends.push((error as Error).message)).next();
    await expect(reading).rejects.toThrow('broken');
    expect(ends).toEqual([undefined, 'broken']);
  });

  test('is over, once, where it is closed before it has begun', async () => {
    const ends: unknown[] = [];
    const stream = streamWithTrace(context, pieces(), (error) => ends.push(error));
    await stream.return?.();
    await stream.return?.();
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(ends).toEqual([undefined]);
  });
});
