import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { whenOver } from './when-over.ts';

/** Which span of which trace something belongs to, in the terms of W3C Trace Context. */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits. */
  trace_id: string;
  /** 16 of them. */
  span_id: string;
  /** Is the trace recorded? */
  sampled: boolean;
}

const traceparent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a `traceparent` header; undefined where it is absent or not valid, as W3C Trace Context wants it. */
export function parseTraceparent(header: string | null | undefined): TraceContext | undefined {
  const [, trace_id, span_id, flags = '', more] = traceparent.exec(header ?? '') ?? [];
  if (!trace_id || !span_id || (more !== undefined && header?.startsWith('00'))) return undefined;
  return { trace_id, span_id, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** The `traceparent` header of a context. */
export const formatTraceparent = ({ trace_id, span_id, sampled }: TraceContext): string =>
  `00-${trace_id}-${span_id}-${sampled ? '01' : '00'}`;

/** The context of a new span: within `parent`'s trace, or the first of a trace that is not recorded. */
export const childOf = (parent: TraceContext | undefined): TraceContext => ({
  trace_id: parent?.trace_id ?? randomHex(16),
  span_id: randomHex(8),
  sampled: parent?.sampled ?? false,
});

let pool = '';
let used = 0;

/** Random digits for `bytes` bytes, drawn from the system and written out in larger pieces. */
function randomHex(bytes: number): string {
  const digits = 2 * bytes;
  if (used + digits > pool.length) [pool, used] = [randomBytes(4096).toString('hex'), 0];
  used += digits;
  return pool.slice(used - digits, used);
}

const current = new AsyncLocalStorage<TraceContext>();

/** The context that this code runs in, if any. */
export const currentTrace = (): TraceContext | undefined => current.getStore();

/** Runs `work`, and whatever it starts, in a context. */
export const withTrace = <Result>(context: TraceContext, work: () => Result): Result => current.run(context, work);

/** A stream whose pieces are made in a context; `ended` is called once, when it is over or given up, with its error if it had one. */
export function streamWithTrace<Piece>(
  context: TraceContext,
  stream: AsyncIterable<Piece>,
  ended: (error?: unknown) => void,
): AsyncIterableIterator<Piece, undefined> {
  const iterator = withTrace(context, () => stream[Symbol.asyncIterator]());
  const traced = {
    next: () => withTrace(context, () => iterator.next()),
    return: async () => withTrace(context, () => iterator.return?.()),
  };
  return whenOver(traced, ended);
}
