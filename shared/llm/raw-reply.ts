import type { ModelUsage } from './language-model.ts';
import type { ModelError } from './model-error.ts';

/** A provider's successful answer as it comes over the wire. */
export interface RawReply {
  bytes: AsyncIterable<Buffer>;
  /** What went wrong with it, or in it, without the key of the call. */
  failure(thrown: unknown): ModelError;
  /** Tells, where somebody wants to know, what whoever reads the bytes has found in them. */
  tell?(found: { usage: ModelUsage | null; finish_reason: string | null }): void;
}
