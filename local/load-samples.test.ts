import { describe, expect, it } from 'vitest';
import { searchDocuments } from '../shared/retrieval/search-passages.ts';
import { lendDatabase } from '../shared/testing/lend-database.ts';
import { loadSamples } from './load-samples.ts';

describe('the sample documents', () => {
  it('are loaded once, however often, and found in both languages', async () => {
    await using lent = await lendDatabase();
    const first = await loadSamples(lent);
    expect(first.length).toBeGreaterThanOrEqual(12);
    expect(await loadSamples(lent)).toEqual(first);
    const titles = async (query: string) => (await searchDocuments(query, 3, lent)).map(({ title }) => title);
    expect((await titles('联邦学习怎样保护患者隐私'))[0]).toBe('医疗人工智能的伦理、隐私与数据安全');
    expect((await titles('how does a worker send heartbeats'))[0]).toBe('How this system runs tasks in durable steps');
  });
});
