import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import type { Message, Session } from '../api/types.ts';
import { connection } from '../state/connection.ts';
import { useStore } from '../state/store.ts';

/** Every message of a session, kept while they are read again. */
export function useMessages(id: string | null) {
  const [known, setKnown] = useState<{ id: string | null; messages?: Message[]; error?: ApiError }>({ id });
  const [asked, setAsked] = useState(0);
  const { round } = useStore(connection);
  useEffect(() => {
    if (id === null) return;
    const leaving = new AbortController();
    readAll(id, leaving.signal).then(
      (messages) => setKnown({ id, messages }),
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setKnown((before) => ({ ...(before.id === id ? before : { id }), error }));
      },
    );
    return () => leaving.abort();
  }, [id, asked, round]);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  const current = known.id === id ? known : { id };
  return { messages: current.messages, error: current.error, reload };
}

async function readAll(id: string, signal: AbortSignal): Promise<Message[]> {
  const all: Message[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: Session = await call<Session>(`/sessions/${id}?limit=100${query}`, { signal });
    all.push(...page.messages);
    cursor = page.next_cursor;
  }
  return all;
}
