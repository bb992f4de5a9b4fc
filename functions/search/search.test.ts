import { afterAll, describe, expect, it } from 'vitest';
import { addDocuments } from '../../shared/retrieval/add-documents.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { endpoint } from './index.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());
const search = (query: Record<string, string | number>) => invoke(endpoint, lent, { query });

describe('GET /search', () => {
  it('gives each document once with its best passage, the best first', async () => {
    const url = 'https://example.org/a';
    await addDocuments(
      [
        { content: '# 影像\n\n影像诊断。\n\n## 肺结节\n\n影像中的肺结节由模型标出，肺结节再由医生确认。', url },
        { content: '# 其他\n\n肺部疾病有很多种。' },
      ],
      lent,
    );
    const { status, json } = await search({ q: '肺结节 影像' });
    expect(status).toBe(200);
    expect(json.results[0]).toMatchObject({
      title: '影像',
      url,
      passage: expect.stringContaining('肺结节由模型标出'),
      score: expect.any(Number),
    });
    expect(json.results.map(({ title }: { title: string }) => title)).toEqual(['影像']);
    expect((await search({ q: '肺部 影像', limit: 1 })).json.results).toHaveLength(1);
  });

  it.each([
    [{}],
    [{ q: ' ' }],
    [{ q: 'x'.repeat(2001) }],
    [{ q: 'x', limit: 0 }],
    [{ q: 'x', limit: 51 }],
    [{ q: 'x', page: 2 }],
  ])('refuses %j', async (query) => {
    expect((await search(query as Record<string, string>)).status).toBe(400);
  });
});
