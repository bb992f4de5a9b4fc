import type { Queryable } from '../database/database.ts';
import type { Turn } from './begin-turn.ts';

/** A reply as it is stored; a model's answer is one. */
export interface Reply {
  /** The id of the answer, which its calls carry too. */
  id: string;
  text: string;
  provider: string;
  model: string | null;
  usage: { input_tokens: number; cached_input_tokens: number; output_tokens: number };
  cost_usd: number;
  degraded: boolean;
  degraded_reason: string | null;
}

const storeSql = `
  with stored as (
    update session_messages set status = 'complete', pending_until = null, created_at = now(), content = $3,
      answer_id = $4, provider = $5, model = $6, input_tokens = $7, cached_input_tokens = $8, output_tokens = $9,
      cost_usd = $10, degraded = $11, degraded_reason = $12
    where session_id = $1 and number = $2
  )
  update sessions set updated_at = now() where id = $1`;

/** Stores a turn's reply; in a session that was deleted meanwhile, nothing. */
export async function storeReply(
  { session_id, number }: Turn,
  { id, text, provider, model, usage, cost_usd, degraded, degraded_reason }: Reply,
  { database }: { database: Queryable },
): Promise<void> {
  const { input_tokens, cached_input_tokens, output_tokens } = usage;
  const told = [text, id, provider, model, input_tokens, cached_input_tokens, output_tokens, cost_usd, degraded];
  await database.query(storeSql, [session_id, number, ...told, degraded_reason]);
}
