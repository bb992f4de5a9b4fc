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
  let waiting: PromiseWithResolvers<never> | undefined;
  const stop = (reason: unknown) => {
    own.abort(reason);
    waiting?.reject(reason);
  };
  const onAbort = () => stop(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });

  const startTimer = () => {
    const left = Math.max(0, endsAt - performance.now());
    const ofRequest = left < waitSeconds * 1000;
    const tooLong = () =>
      stop(
        ofRequest
          ? new ModelError('timeout', `The ${requestSeconds} s for the whole request are over`)
          : new ModelError('timeout', `No answer within ${waitSeconds} s`, { retryable: true }),
      );
    return setTimeout(tooLong, ofRequest ? left : waitSeconds * 1000);
  };

  return {
    signal: own.signal,
    async within(work) {
      own.signal.throwIfAborted();
      signal.throwIfAborted();
      // One promise a wait: a single one for all would keep every piece of a long stream.
      const late = Promise.withResolvers<never>();
      waiting = late;
      const timer = startTimer();
      try {
        return await Promise.race([work, late.promise]);
      } finally {
        clearTimeout(timer);
        waiting = undefined;
      }
    },
    end(failure) {
      signal.removeEventListener('abort', onAbort);
      if (failure) own.abort(failure);
    },
  };
}
