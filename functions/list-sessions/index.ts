import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { SessionSummary } from '../../shared/http/session-summary.ts';
import { wholeNumber } from '../../shared/http/whole-number.ts';
import type { Ports } from '../../shared/ports.ts';
import { listSessions } from '../../shared/sessions/list-sessions.ts';

const Time = z.iso
  .datetime()
  .transform((text) => new Date(text))
  .refine((time) => time.getTime() >= 0);
const Position = z.strictObject({ created_at: Time, id: z.uuid() });

/** GET /sessions: chat sessions, newest first, a page at a time. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/sessions',
  tag: 'chat',
  summary: 'List sessions',
  query: z.strictObject({
    limit: wholeNumber({ least: 1, most: 100, usual: 20 }),
    cursor: z.string().max(500).optional().describe('`next_cursor` of the page before.'),
  }),
  response: { 200: z.object({ items: z.array(SessionSummary), next_cursor: z.string().nullable() }) },
  async handle({ query: { limit, cursor } }, ports: Pick<Ports, 'database'>) {
    const after = cursor === undefined ? undefined : decodeCursor(Position, cursor);
    const found = await listSessions({ limit: limit + 1, after }, ports);
    const items = found.slice(0, limit).map(({ id, ...session }) => ({ session_id: id, ...session }));
    const last = found.length > limit ? found[limit - 1] : undefined;
    const next_cursor = last ? encodeCursor({ created_at: last.created_at.toISOString(), id: last.id }) : null;
    return { status: 200, body: { items, next_cursor } };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
