import { setTimeout as delay } from 'node:timers/promises';
import type { Notices } from './notices.ts';

/** Seconds after which a watcher looks at the rows by itself: a notice may be lost. */
const glanceSeconds = 2;

/**
 * Yields whenever the task may have changed: at once, at each notice, and every few seconds. Ends with the signal.
 * Notices that come while the consumer is busy are not lost, but become one.
 */
export async function* watchTask(
  taskId: string,
  signal: AbortSignal,
  { notices }: { notices: Notices },
): AsyncGenerator<void> {
  let changed = true;
  let wake = () => {};
  const unsubscribe = await notices.subscribe(({ tasks }) => {
    if (tasks !== 'all' && !tasks?.includes(taskId)) return;
    changed = true;
    wake();
  });
  try {
    while (!signal.aborted) {
      if (!changed) {
        const waiting = new AbortController();
        wake = () => waiting.abort();
        await delay(glanceSeconds * 1000, undefined, { signal: AbortSignal.any([signal, waiting.signal]) }).catch(
          () => {},
        );
      }
      if (signal.aborted) return;
      changed = false;
      yield;
    }
  } finally {
    unsubscribe();
  }
}
