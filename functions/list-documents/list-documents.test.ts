import { afterAll, describe, expect, it } from 'vitest';
import { encodeCursor } from '../../shared/http/cursor.ts';
import { addDocuments } from '../../shared/retrieval/add-documents.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { endpoint } from './index.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());
const list = (query = {}) => invoke(endpoint, lent, { query });

describe('GET /documents', () => {
  it('is empty at first', async () => {
    expect((await list()).json).toEqual({ items: [], next_cursor: null });
  });

  it('pages through all documents once, newest first, also those of one moment', async () => {
    const batches = [3, 4].map((size) =>
      Array.from({ length: size }, (_, index) => ({ content: `文档 ${size}-${index}` })),
    );
    for (const batch of batches) await addDocuments(batch, lent);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { json } = await list(cursor ? { limit: 2, cursor } : { limit: 2 });
      seen.push(...json.items.map(({ title }: { title: string }) => title));
      cursor = json.next_cursor;
    }
    expect(seen.toSorted()).toEqual(
      batches
        .flat()
        .map(({ content }) => content)
        .toSorted(),
    );
    expect(seen.slice(0, 4).every((title) => title.startsWith('文档 4'))).toBe(true);
  });

  it('shows what is known of a document', async () => {
    const { json } = await list({ limit: 1 });
    expect(json.items[0]).toEqual({
      document_id: expect.any(String),
      title: expect.stringContaining('文档'),
      url: null,
      metadata: {},
      content_type: 'text/markdown',
      passages: 1,
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it.each(['x', encodeCursor({ created_at: 1e18, id: 'x' }), encodeCursor([1])])(
    'refuses the cursor %j',
    async (cursor) => {
      const { status, json } = await list({ cursor });
      expect(status).toBe(400);
      expect(json.errors[0].path).toBe('cursor');
    },
  );

  it('takes any cursor of the right shape for a place in the list', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    for (const created_at of [0, 253_402_300_799_999])
      expect((await list({ cursor: encodeCursor({ created_at, id }) })).status).toBe(200);
  });
});
