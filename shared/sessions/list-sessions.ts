import type { Queryable } from '../database/database.ts';
import type { StoredSession } from './read-session.ts';

/** The last session of a page; the next page begins after it. */
export interface SessionPosition {
  created_at: Date;
  id: string;
}

const listSql = `
  select s.id, s.agent_type, s.created_at, s.updated_at, s.last_message as messages,
    coalesce((select left(content, 100) from session_messages where session_id = s.id and number = 1), '') as title
  from sessions s
  where $2::timestamptz is null or (s.created_at, s.id) < ($2, $3::uuid)
  order by s.created_at desc, s.id desc limit $1`;

/** Sessions, newest first, after `after`, at most `limit`; a session's title is how its first message begins. */
export async function listSessions(
  { limit, after }: { limit: number; after?: SessionPosition | undefined },
  { database }: { database: Queryable },
): Promise<(StoredSession & { title: string; messages: number })[]> {
  const values = [limit, after?.created_at ?? null, after?.id ?? null];
  return (await database.query<StoredSession & { title: string; messages: number }>(listSql, values)).rows;
}
