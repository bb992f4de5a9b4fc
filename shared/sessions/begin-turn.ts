import type { Queryable } from '../database/database.ts';
import { Conflict, NotFound } from '../errors.ts';

/** A message and the reply that it waits for. */
export interface Turn {
  session_id: string;
  /** The number of the reply; the message has the number before. */
  number: number;
  /** The agent whose part the session's replies take, if any. */
  agent_type: string | null;
}

/** What a turn begins with: a new session where none is named, the session's agent where none is named. */
interface NewTurn {
  message: string;
  session_id?: string | undefined;
  agent_type?: string | null | undefined;
}

/** Seconds for which a pending reply is believed to be worked on, unless its process says so again. */
export const pendingSeconds = 30;
/** Messages of one session that may wait for their replies at once. */
const mostPending = 20;

const beginSql = (session: string) => `
  with session as (
    ${session}
    returning id, last_message, agent_type
  ), said as (
    insert into session_messages (session_id, number, role, status, content)
    select id, last_message - 1, 'user', 'complete', $3::text from session
  ), awaited as (
    insert into session_messages (session_id, number, role, status, content, pending_until)
    select id, last_message, 'assistant', 'pending', '', now() + interval '${pendingSeconds} seconds' from session
  )
  select id as session_id, last_message as number, agent_type from session`;

const firstSql = beginSql('insert into sessions (id, agent_type, last_message) values ($1::uuid, $2::text, 2)');
const nextSql = beginSql(`
    update sessions set last_message = last_message + 2, agent_type = coalesce($2::text, agent_type), updated_at = now()
    where id = $1::uuid and ${mostPending} > (
      select count(*) from session_messages where session_id = $1::uuid and status = 'pending' and pending_until > now()
    )`);

/**
 * Stores a message and a pending reply behind it. Throws NotFound for an unknown
 * session, and Conflict for one in which too many messages wait.
 */
export async function beginTurn(
  { message, session_id, agent_type = null }: NewTurn,
  { database }: { database: Queryable },
): Promise<Turn> {
  const values = [session_id ?? crypto.randomUUID(), agent_type, message];
  const { rows } = await database.query<Turn>(session_id ? nextSql : firstSql, values);
  if (rows[0]) return rows[0];
  const { rowCount } = await database.query('select from sessions where id = $1', [session_id]);
  if (!rowCount) {
    throw new NotFound(`There is no session ${session_id}. Leave session_id out to begin a new one.`);
  }
  const waiting = `${mostPending} messages of session ${session_id} wait for their replies. Send the next one later.`;
  throw new Conflict(waiting, { retryable: true, retryAfterSeconds: 5 });
}
