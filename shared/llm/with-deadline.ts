import { ModelError } from './model-error.ts';

/**
 * Runs a call that ends at the latest after `milliseconds` (then rejects with a retryable timeout ModelError) or when `signal`
 * is aborted (then rejects with its reason), even if the call does not heed the signal that it is given.
 */
export async function withDeadline<T>(
  milliseconds: number,
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const own = new AbortController();
  const ended = Promise.withResolvers<never>();
  const end = (reason: unknown) => {
    ended.reject(reason);
    own.abort(reason);
  };
  const onAbort = () => end(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const onTimeout = () =>
    end(new ModelError('timeout', `No answer within ${milliseconds / 1000} s`, { retryable: true }));
  const timer = setTimeout(onTimeout, milliseconds);
  try {
    return await Promise.race([call(own.signal), ended.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
