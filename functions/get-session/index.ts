import * as z from 'zod';
import { liveDatabase } from '../../shared/database/live.ts';
import { NotFound } from '../../shared/errors.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { noSuchSession, SessionParams } from '../../shared/http/session-parameters.ts';
import { SessionView, viewSession } from '../../shared/http/session-view.ts';
import { wholeNumber } from '../../shared/http/whole-number.ts';
import type { Ports } from '../../shared/ports.ts';
import { readSession } from '../../shared/sessions/read-session.ts';

const Position = z.strictObject({ number: z.int().min(0).max(2_147_483_647) });

/** GET /sessions/{id}: a session with its messages, oldest first, a page at a time. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/sessions/{id}',
  tag: 'chat',
  summary: 'Read a session',
  params: SessionParams,
  query: z.strictObject({
    limit: wholeNumber({ least: 1, most: 100, usual: 20 }),
    cursor: z.string().max(500).optional().describe('`next_cursor` of the page before.'),
  }),
  response: { 200: SessionView },
  async handle({ params: { id }, query: { limit, cursor } }, ports: Pick<Ports, 'database'>) {
    const after = cursor === undefined ? 0 : decodeCursor(Position, cursor).number;
    const session = await readSession(id, { after, limit: limit + 1 }, ports);
    if (!session) throw new NotFound(noSuchSession(id));
    const messages = session.messages.slice(0, limit);
    const last = session.messages.length > limit ? messages.at(-1) : undefined;
    const next_cursor = last ? encodeCursor({ number: last.number }) : null;
    return { status: 200, body: viewSession(session, messages, next_cursor) };
  },
});

export const handler = lambdaHttp(endpoint, { database: liveDatabase });
