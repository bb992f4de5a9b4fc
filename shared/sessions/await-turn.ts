import { setTimeout as delay } from 'node:timers/promises';
import type { Queryable } from '../database/database.ts';
import { NotFound } from '../errors.ts';
import type { Turn } from './begin-turn.ts';

/** Milliseconds between two looks, at most: what a message waits in vain for. */
const longestWait = 200;

/** Replies whose process no longer says that it works on them are given up by whoever waits for them. */
const lookSql = `
  with lapsed as (
    update session_messages set status = 'interrupted', pending_until = null
    where session_id = $1 and number < $2 and status = 'pending' and pending_until <= now()
  )
  select
    exists (select from session_messages where session_id = $1 and number = $2) as stored,
    exists (
      select from session_messages
      where session_id = $1 and number < $2 and status = 'pending' and pending_until > now()
    ) as waits`;

/**
 * Resolves when no earlier message of the session waits for its reply any more; holds no connection meanwhile. Throws
 * NotFound when the session is deleted, and rejects when `signal` aborts.
 */
export async function awaitTurn(
  { session_id, number }: Turn,
  signal: AbortSignal,
  { database }: { database: Queryable },
): Promise<void> {
  if (number === 2) return;
  for (let wait = 25; ; wait = Math.min(wait * 2, longestWait)) {
    const { rows } = await database.query<{ stored: boolean; waits: boolean }>(lookSql, [session_id, number]);
    signal.throwIfAborted();
    if (!rows[0]?.stored) throw new NotFound(`Session ${session_id} was deleted before the message had its turn.`);
    if (!rows[0].waits) return;
    await delay(wait, undefined, { signal });
  }
}
