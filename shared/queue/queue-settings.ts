/** Seconds without a sign of life after which a job's worker counts as dead; pg-boss takes no less than 10. */
export const heartbeatSeconds = 10;
/** Seconds between pg-boss' looks for dead workers, on each process that supervises. */
export const monitorSeconds = 5;
/** Seconds before a first retry; each further one waits twice as long, up to `maxRetryDelaySeconds`. */
export const retryDelaySeconds = 1;
export const maxRetryDelaySeconds = 60;
/** Ten years: pg-boss deletes jobs that have waited for longer, but tasks are never given up for waiting. */
export const retentionSeconds = 10 * 365 * 24 * 3600;
/** Where the jobs end whose worker died on every attempt. */
export const deadLetterQueue = 'dead-letter';

/** What a queue's jobs need, one queue a step. */
export interface QueueDeclaration {
  name: string;
  /** Attempts after the first. */
  retries: number;
  /** How long an attempt may take by its own clock, in seconds. */
  timeoutSeconds: number;
}

/** Seconds to wait before attempt `retryCount + 2`: doubling from `retryDelaySeconds`, the upper half of it at random. */
export function retryDelay(retryCount: number, random: () => number = Math.random): number {
  const full = Math.min(maxRetryDelaySeconds, retryDelaySeconds * 2 ** Math.min(retryCount + 1, 16));
  return full / 2 + (full / 2) * random();
}
