import { setTimeout as delay } from 'node:timers/promises';
import { createChangedTasks } from './changed-tasks.ts';
import type { Notices } from './notices.ts';

/** Milliseconds between two tellings: what changes meanwhile is told at once. */
const restMilliseconds = 200;
/** More tasks than this at once are told as `all`. */
const mostTasks = 100;

/**
 * Yields which tasks have changed, whenever some have: their ids, or `all` where they are many or some may have been missed.
 * First, once nothing can be missed any more, an empty list. Ends with the signal.
 */
export async function* watchTasks(
  signal: AbortSignal,
  { notices }: { notices: Notices },
): AsyncGenerator<string[] | 'all', void, void> {
  const changed = createChangedTasks(mostTasks);
  let wake = Promise.withResolvers<void>();
  const unsubscribe = await notices.subscribe(({ tasks }) => {
    if (!tasks?.length) return;
    changed.add(tasks);
    wake.resolve();
  });
  const end = () => wake.resolve();
  signal.addEventListener('abort', end);
  try {
    yield [];
    while (!signal.aborted) {
      await wake.promise;
      if (signal.aborted) return;
      wake = Promise.withResolvers();
      yield changed.take();
      await delay(restMilliseconds, undefined, { signal }).catch(() => {});
    }
  } finally {
    signal.removeEventListener('abort', end);
    unsubscribe();
  }
}
