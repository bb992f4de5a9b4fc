import type { ModelRequest, ModelUsage } from './language-model.ts';
import type { ProviderName } from './model-table.ts';
import type { RawReply } from './raw-reply.ts';

/** A provider's answer to one call. */
export interface ProviderReply {
  text: string;
  finish_reason: 'stop' | 'length';
  usage: ModelUsage | null;
}

/** What a provider's stream tells as it goes. */
export interface ProviderPiece {
  /** Empty in a mere sign of life. */
  text: string;
  /** As far as it is known; a later one takes its place. */
  usage?: ModelUsage | null;
  /** In one piece, near the end. */
  finish_reason?: ProviderReply['finish_reason'] | null;
}

/** One provider with one model: a call is a single HTTP request, without retry; it rejects with a ModelError. */
export interface ModelProvider {
  provider: ProviderName;
  model: string;
  call(request: ModelRequest, signal: AbortSignal): Promise<ProviderReply>;
  /** The same, piece by piece; a stream that breaks off before the answer ends rejects. */
  stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ProviderPiece, void, void>;
  /** Of a provider that speaks OpenAI's API: posts the body of a chat completion, and gives the answer unread. */
  post?(body: object, signal: AbortSignal): Promise<RawReply>;
}

/** The time-out that SDKs are given: the longest there is, because a deadline of ours ends each call. */
export const sdkTimeoutMs = 2 ** 31 - 1;
