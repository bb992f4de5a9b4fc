/** Whether a request may go on, and what its client has left. */
export interface Verdict {
  allowed: boolean;
  /** Requests that may follow at once. */
  remaining: number;
  /** Until the whole limit is free again. */
  resetSeconds: number;
  /** Until the next request makes sense; 0 if it was allowed and more may follow. */
  retryAfterSeconds: number;
}

/** Counts requests; `take` is told who asks, and never rejects. */
export interface RateLimiter {
  take(client: string): Verdict | Promise<Verdict>;
}

/** What limits are counted over. */
export const windowMilliseconds = 60_000;

/**
 * The verdict on a client that is `ahead` milliseconds ahead of its even pace, this request included if it was allowed
 * (GCRA, a token bucket in one number): it may be ahead by a window at most.
 */
export function verdictOf(allowed: boolean, ahead: number, perMinute: number): Verdict {
  const interval = windowMilliseconds / perMinute;
  const free = windowMilliseconds - ahead;
  // The sum of many fractions may miss a whole number by a little.
  const remaining = Math.max(0, Math.floor(free / interval + 1e-6));
  return {
    allowed,
    remaining,
    resetSeconds: Math.ceil(ahead / 1000),
    retryAfterSeconds: remaining > 0 ? 0 : Math.max(1, Math.ceil((interval - free) / 1000)),
  };
}
