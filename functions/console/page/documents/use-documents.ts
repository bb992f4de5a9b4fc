import { useCallback } from 'preact/hooks';
import { call } from '../api/send.ts';
import type { Document, Page } from '../api/types.ts';
import { type Reading, useReading } from '../state/use-reading.ts';

/** The most documents that the API gives at once. */
const mostAtOnce = 100;

/** So many of the newest documents, or all there are. */
export const useDocuments = (count: number): Reading<Page<Document>> =>
  useReading(useCallback((signal: AbortSignal) => readDocuments(count, signal), [count]));

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
