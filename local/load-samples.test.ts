import { describe, expect, it } from 'vitest';
import { migrate } from '../shared/database/migrate.ts';
import { milestones } from '../shared/database/migrations/0003-milestones.ts';
import { deleteDocument } from '../shared/retrieval/delete-document.ts';
import { searchDocuments } from '../shared/retrieval/search-passages.ts';
import { lendDatabase } from '../shared/testing/lend-database.ts';
import { loadSamples } from './load-samples.ts';

describe('the sample documents', () => {
  it('are loaded once, however often, and found in both languages', async () => {
    await using lent = await lendDatabase();
    expect((await loadSamples(lent)).length).toBeGreaterThanOrEqual(12);
    expect(await loadSamples(lent)).toEqual([]);
    const titles = async (query: string) => (await searchDocuments(query, 3, lent)).map(({ title }) => title);
    expect((await titles('联邦学习怎样保护患者隐私'))[0]).toBe('医疗人工智能的伦理、隐私与数据安全');
    expect((await titles('how does a worker send heartbeats'))[0]).toBe('How this system runs tasks in durable steps');
  });

  it('stay deleted, also in a database that had them before it knew that', async () => {
    await using lent = await lendDatabase();
    const [first, ...rest] = await loadSamples(lent);
    expect(await deleteDocument(first?.document_id as string, lent)).toBe(true);
    expect(await loadSamples(lent)).toEqual([]);
    await lent.database.query('drop table milestones');
    await lent.database.query('delete from migrations where number = $1', [milestones.number]);
    expect(await migrate(lent.database)).toEqual(['milestones']);
    expect(await loadSamples(lent)).toEqual([]);
    const { rows } = await lent.database.query('select id from documents');
    expect(rows).toHaveLength(rest.length);
  });
});
