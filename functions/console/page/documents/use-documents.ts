import { useCallback, useEffect, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import type { Document, Page } from '../api/types.ts';
import { connection } from '../state/connection.ts';
import { useStore } from '../state/store.ts';
import type { Resource } from '../state/use-resource.ts';

/** The most documents that the API gives at once. */
const mostAtOnce = 100;

/** So many of the newest documents, or all there are; kept while they are read again. */
export function useDocuments(count: number): Resource<Page<Document>> {
  const [known, setKnown] = useState<{ data?: Page<Document>; error?: ApiError }>({});
  const [asked, setAsked] = useState(0);
  const { round } = useStore(connection);
  useEffect(() => {
    const leaving = new AbortController();
    readDocuments(count, leaving.signal).then(
      (data) => setKnown({ data }),
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setKnown((before) => ({ ...before, error }));
      },
    );
    return () => leaving.abort();
  }, [count, asked, round]);
  const reload = useCallback(() => setAsked((times) => times + 1), []);
  return { data: known.data, error: known.error, reload };
}

async function readDocuments(count: number, signal: AbortSignal): Promise<Page<Document>> {
  const items: Document[] = [];
  for (let next: string | null = ''; ; ) {
    const limit = Math.min(mostAtOnce, count - items.length);
    const query: string = `limit=${limit}${next && `&cursor=${encodeURIComponent(next)}`}`;
    const page: Page<Document> = await call(`/documents?${query}`, { signal });
    items.push(...page.items);
    next = page.next_cursor;
    if (next === null || items.length >= count) return { items, next_cursor: next };
  }
}
