import type { Writable } from 'node:stream';

/**
 * Writes each chunk as it comes, waiting when the reader is slow, and ends `writable` after the last one or as soon as
 * `signal` aborts; the iterator is closed either way. Rejects with the stream's own error, leaving `writable` open.
 * `wrote` is called after each chunk.
 */
export async function pipeText(
  stream: AsyncIterable<string | Uint8Array>,
  writable: Writable,
  signal: AbortSignal,
  wrote: () => void = () => {},
): Promise<void> {
  const iterator = stream[Symbol.asyncIterator]();
  const stop = () => {
    // Not awaited: a generator only returns once the promise that it waits for settles.
    iterator.return?.()?.catch(() => {});
    writable.end();
  };
  if (signal.aborted) return stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    while (true) {
      const { done, value } = await iterator.next();
      if (signal.aborted) return;
      if (done) break;
      const goOn = writable.write(value);
      wrote();
      if (!goOn) await drained(writable);
    }
    writable.end();
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const drained = (writable: Writable): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      writable.off('drain', done).off('close', done).off('finish', done);
      resolve();
    };
    writable.on('drain', done).on('close', done).on('finish', done);
  });
