import { ApiError } from '../api/api-error.ts';
import type { ServerEvent } from '../api/parse-events.ts';
import { readStream } from '../api/read-stream.ts';
import type { Task } from '../api/types.ts';
import { createStore } from './store.ts';

/** `round` counts how often the stream began anew: what is shown is then to be read again. */
export interface Connection {
  status: 'connecting' | 'live' | 'lost';
  round: number;
}

export const connection = createStore<Connection>({ status: 'connecting', round: 0 });

const listeners = new Set<(tasks: Task[]) => void>();

/** Calls `listener` with each batch of tasks that changed; returns how to stop. */
export function onTasks(listener: (tasks: Task[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const firstPause = 500;
const longestPause = 5_000;

/** Follows all tasks as long as the page is open and seen: a browser has few connections for all its tabs. */
export async function keepConnected(): Promise<never> {
  for (let pause = firstPause; ; ) {
    await seen();
    const { round } = connection.get();
    const hidden = new AbortController();
    const hide = () => document.hidden && hidden.abort();
    document.addEventListener('visibilitychange', hide);
    try {
      for await (const events of readStream('/events', { signal: hidden.signal })) {
        take(events);
      }
    } catch (error) {
      if (!(error instanceof ApiError) && !hidden.signal.aborted) throw error;
    }
    document.removeEventListener('visibilitychange', hide);
    if (hidden.signal.aborted) continue;
    connection.set({ ...connection.get(), status: 'lost' });
    pause = connection.get().round > round ? firstPause : Math.min(pause * 2, longestPause);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** What came at once is told at once, so that it is drawn once; of a task that changed twice, how it is now. */
function take(events: ServerEvent[]): void {
  if (events.some(({ type }) => type === 'ready' || type === 'reload'))
    connection.set({ status: 'live', round: connection.get().round + 1 });
  const changed = events.filter(({ type }) => type === 'tasks').flatMap(({ data }) => data.items as Task[]);
  if (changed.length > 0) for (const listener of listeners) listener(changed);
}

function seen(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => document.addEventListener('visibilitychange', () => resolve(), { once: true }));
}
