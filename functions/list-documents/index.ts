import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { DocumentSummary } from '../../shared/http/document-view.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { wholeNumber } from '../../shared/http/whole-number.ts';
import type { Ports } from '../../shared/ports.ts';
import { listDocuments } from '../../shared/retrieval/list-documents.ts';

const endOf9999 = 253_402_300_799_999;
const Position = z.strictObject({ created_at: z.int().min(0).max(endOf9999), id: z.uuid() });

/** GET /documents: the documents of the knowledge base, newest first, a page at a time. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/documents',
  tag: 'knowledge base',
  summary: 'List documents',
  query: z.strictObject({
    limit: wholeNumber({ least: 1, most: 100, usual: 20 }),
    cursor: z.string().max(500).optional().describe('`next_cursor` of the page before.'),
  }),
  response: { 200: z.object({ items: z.array(DocumentSummary), next_cursor: z.string().nullable() }) },
  async handle({ query: { limit, cursor } }, ports: Pick<Ports, 'database'>) {
    const after = cursor === undefined ? undefined : decodeCursor(Position, cursor);
    const { items, next } = await listDocuments({ limit, after }, ports);
    return { status: 200, body: { items, next_cursor: next && encodeCursor(next) } };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
