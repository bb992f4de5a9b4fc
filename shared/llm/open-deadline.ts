import { ModelError } from './model-error.ts';

/** What bounds the time of one attempt. */
export interface Deadline {
  /** Aborted when the time is up, when the caller aborts, and when the attempt is given up. */
  signal: AbortSignal;
  /** Waits for one thing that the attempt gives; rejects as soon as the signal is aborted, even if the work does not heed it. */
  within<T>(work: Promise<T>): Promise<T>;
  /** Stops to listen and, where the attempt did not succeed, aborts whatever of it still runs. */
  end(failure?: ModelError): void;
}

export interface Limits {
  /** The longest single wait, in seconds. */
  waitSeconds: number;
  /** When the whole request must be over, on the clock of `performance.now()`, and what it was given. */
  endsAt: number;
  requestSeconds: number;
}

/** Opens the deadline of an attempt: a wait that lasts too long rejects with a time-out, an abort with the signal's reason. */
export function openDeadline({ waitSeconds, endsAt, requestSeconds }: Limits, signal: AbortSignal): Deadline {
  const own = new AbortController();
  // One timer for all waits, which looks again when the last one is over: many pieces come in the time of one.
  let timer: NodeJS.Timeout | undefined;
  let due = 0;
  let giveUp: ((reason: unknown) => void) | undefined;

  const stop = (reason: unknown) => {
    own.abort(reason);
    giveUp?.(reason);
  };
  const onAbort = () => stop(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });

  const tooLong = () =>
    due === endsAt
      ? new ModelError('timeout', `The ${requestSeconds} s for the whole request are over`)
      : new ModelError('timeout', `No answer within ${waitSeconds} s`, { retryable: true });
  const look = () => {
    timer = undefined;
    if (!giveUp) return;
    const left = due - performance.now();
    if (left <= 0) stop(tooLong());
    else timer = setTimeout(look, left);
  };

  return {
    signal: own.signal,
    within: (work) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) stop(signal.reason);
        if (own.signal.aborted) reject(own.signal.reason);
        const now = performance.now();
        due = Math.min(now + waitSeconds * 1000, endsAt);
        timer ??= setTimeout(look, due - now);
        giveUp = reject;
        const settle =
          <Value>(as: (value: Value) => void) =>
          (value: Value) => {
            giveUp = undefined;
            as(value);
          };
        work.then(settle(resolve), settle(reject));
      }),
    end(failure) {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (failure) own.abort(failure);
    },
  };
}
