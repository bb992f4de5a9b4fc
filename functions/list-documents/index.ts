import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import type { Ports } from '../../shared/ports.ts';
import { contentTypes } from '../../shared/retrieval/content-type.ts';
import { listDocuments } from '../../shared/retrieval/list-documents.ts';

const endOf9999 = 253_402_300_799_999;
const Position = z.strictObject({ created_at: z.int().min(0).max(endOf9999), id: z.uuid() });

const DocumentSummary = z.object({
  document_id: z.uuid(),
  title: z.string(),
  url: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  content_type: z.enum(contentTypes),
  passages: z.int().describe('How many passages its text is split into.'),
  created_at: z.iso.datetime(),
});

/** GET /documents: the documents of the knowledge base, newest first, a page at a time. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/documents',
  tag: 'knowledge base',
  summary: 'List documents',
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
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
