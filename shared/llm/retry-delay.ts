import type { ModelError } from './model-error.ts';

/** Retries of one provider after its first attempt. */
const retries = 1;

/** A provider that asks for a longer wait is not waited for; the next one is asked instead. */
const longestWaitMs = 20_000;
const shortestWaitMs = 250;

/** Milliseconds to wait before retry number `retry` (from 1) of a failed call; null when it must not be retried. */
export function retryDelay(error: ModelError, retry: number, random: () => number): number | null {
  if (!error.retryable || retry > retries) return null;
  // Jitter spreads the callers that failed together.
  if (error.retry_after_ms === null) return shortestWaitMs * 2 ** retry * (0.5 + random() / 2);
  return error.retry_after_ms <= longestWaitMs ? error.retry_after_ms + random() * shortestWaitMs : null;
}
