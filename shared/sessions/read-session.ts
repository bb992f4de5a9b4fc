import type { Queryable } from '../database/database.ts';

export interface StoredSession {
  id: string;
  agent_type: string | null;
  created_at: Date;
  updated_at: Date;
}

/** A message as it is stored; all from `provider` on is of replies alone, and null until they are complete. */
export interface StoredMessage {
  number: number;
  role: 'user' | 'assistant';
  status: 'pending' | 'complete' | 'interrupted';
  content: string;
  created_at: Date;
  degraded: boolean;
  degraded_reason: string | null;
  provider: string | null;
  model: string | null;
  input_tokens: number | null;
  cached_input_tokens: number | null;
  output_tokens: number | null;
  cost_usd: number | null;
}

/** A session and its messages after `number`, oldest first, at most `limit`; undefined if there is none of this id. */
export async function readSession(
  id: string,
  { after, limit }: { after: number; limit: number },
  { database }: { database: Queryable },
): Promise<(StoredSession & { messages: StoredMessage[] }) | undefined> {
  const [sessions, messages] = await Promise.all([
    database.query<StoredSession>('select id, agent_type, created_at, updated_at from sessions where id = $1', [id]),
    database.query<StoredMessage>(
      `select number, role, content, created_at, degraded, degraded_reason, provider, model, input_tokens,
         cached_input_tokens, output_tokens, cost_usd,
         case when pending_until <= now() then 'interrupted' else status end as status
       from session_messages where session_id = $1 and number > $2 order by number limit $3`,
      [id, after, limit],
    ),
  ]);
  return sessions.rows[0] && { ...sessions.rows[0], messages: messages.rows };
}
