import { childOf, type TraceContext } from './trace-context.ts';

/** Names follow OpenTelemetry's semantic conventions; what is undefined is left out. */
export type SpanAttributes = Record<string, string | number | boolean | string[] | undefined>;

export interface SpanOptions {
  kind: 'server' | 'client' | 'consumer' | 'internal';
  parent: TraceContext | undefined;
  attributes?: SpanAttributes;
  /** The span's own ids, where others know them already. */
  context?: TraceContext;
  startedAt?: Date;
}

/** Something that takes time, and when it began; told once it has ended. */
export interface Span {
  readonly context: TraceContext;
  set(attributes: SpanAttributes): void;
  /** Marks it as failed by an error of this class: a word from a bounded set. */
  fail(errorType: string): void;
  end(at?: Date): void;
}

/** Records spans, where there is somebody to tell of them; ids are made in any case. */
export interface Tracer {
  start(name: string, options: SpanOptions): Span;
  /** Is a span in this context recorded? What is only made for its span can be left undone where not. */
  records(context: TraceContext | undefined): context is TraceContext;
  /** Tells of what has ended so far; never rejects. */
  flush(): Promise<void>;
}

/** A tracer that records nothing. */
export const silentTracer: Tracer = {
  start: (_name, { parent, context }) => ({ context: context ?? childOf(parent), set() {}, fail() {}, end() {} }),
  records: (_context): _context is TraceContext => false,
  async flush() {},
};
