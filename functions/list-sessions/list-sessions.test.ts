import { expect, test } from 'vitest';
import { encodeCursor } from '../../shared/http/cursor.ts';
import { beginTurn } from '../../shared/sessions/begin-turn.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { endpoint } from './index.ts';

test('sessions are listed newest first, by how they begin, a page at a time', async () => {
  await using lent = await lendDatabase();
  const { database } = lent;
  for (const message of ['第一个问题', 'second', '三'.repeat(150)]) await beginTurn({ message }, { database });
  const first = await invoke(endpoint, { database }, { query: { limit: 2 } });
  expect(first.json.items.map(({ title }: { title: string }) => title)).toEqual(['三'.repeat(100), 'second']);
  const rest = await invoke(endpoint, { database }, { query: { limit: 2, cursor: first.json.next_cursor } });
  expect(rest.json).toMatchObject({ items: [{ title: '第一个问题', messages: 2 }], next_cursor: null });
});

test('a cursor that no list gave is refused', async () => {
  await using lent = await lendDatabase();
  const cursor = encodeCursor({ created_at: '0000-01-01T00:00:00Z', id: '00000000-0000-4000-8000-000000000000' });
  expect((await invoke(endpoint, lent, { query: { cursor } })).status).toBe(400);
});
