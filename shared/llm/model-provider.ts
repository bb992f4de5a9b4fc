import type { ModelRequest, ModelUsage } from './language-model.ts';
import type { ProviderName } from './model-table.ts';

/** A provider's answer to one call. */
export interface ProviderReply {
  text: string;
  finish_reason: 'stop' | 'length';
  usage: ModelUsage | null;
}

/** One provider with one model: a call is a single HTTP request, without retry; it rejects with a ModelError. */
export interface ModelProvider {
  provider: ProviderName;
  model: string;
  call(request: ModelRequest, signal: AbortSignal): Promise<ProviderReply>;
}

/** The time-out that SDKs are given: the longest there is, because a deadline of ours ends each call. */
export const sdkTimeoutMs = 2 ** 31 - 1;
