import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import type { ServerEvent } from '../api/parse-events.ts';
import { readStream } from '../api/read-stream.ts';
import { connection } from '../state/connection.ts';
import { useStore } from '../state/store.ts';

const last = /^task\.(completed|failed|cancelled)$/;

/** A task's events so far; after a lost connection it goes on behind the last one. */
export function useTaskEvents(id: string): ServerEvent[] {
  const [events, setEvents] = useState<ServerEvent[]>([]);
  const { round } = useStore(connection);
  const isWhole = last.test(events.at(-1)?.type ?? '');
  useEffect(() => {
    if (isWhole) return;
    const leaving = new AbortController();
    const headers = { 'last-event-id': events.at(-1)?.id ?? '0' };
    void follow(`/tasks/${id}/events`, { headers, signal: leaving.signal }, (more) =>
      setEvents((known) => [
        ...known,
        ...more.filter(({ id: number }) => Number(number) > Number(known.at(-1)?.id ?? 0)),
      ]),
    );
    return () => leaving.abort();
  }, [id, round]);
  return events;
}

async function follow(path: string, options: Parameters<typeof readStream>[1], take: (events: ServerEvent[]) => void) {
  try {
    for await (const events of readStream(path, options)) take(events);
  } catch (error) {
    // A stream that breaks off begins again with the connection; what it has told stays.
    if (!(error instanceof ApiError) && !options?.signal?.aborted) throw error;
  }
}
