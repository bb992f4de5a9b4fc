import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { SearchResult } from '../../shared/http/document-view.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { wholeNumber } from '../../shared/http/whole-number.ts';
import type { Ports } from '../../shared/ports.ts';
import { searchDocuments } from '../../shared/retrieval/search-passages.ts';

/** GET /search: the documents that answer a query best, each with its best passage. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/search',
  tag: 'knowledge base',
  summary: 'Search the documents',
  description: 'Chinese, English or both mixed; the best document first, each with its best passage.',
  query: z.strictObject({
    q: z.string().trim().min(1).max(2000).describe('What to look for, as words or as a question.'),
    limit: wholeNumber({ least: 1, most: 50, usual: 10 }),
  }),
  response: { 200: z.object({ results: z.array(SearchResult) }) },
  async handle({ query: { q, limit } }, ports: Pick<Ports, 'database'>) {
    return { status: 200, body: { results: await searchDocuments(q, limit, ports) } };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
