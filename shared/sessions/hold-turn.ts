import type { Queryable } from '../database/database.ts';
import { pendingSeconds, type Turn } from './begin-turn.ts';
import { type Reply, storeReply } from './store-reply.ts';

/** A turn whose reply is being made. Disposing of it, or its signal's abort, ends it with what was said so far. */
export interface HeldTurn extends AsyncDisposable {
  /** Adds to what was said so far. */
  say(text: string): void;
  /** Stores the reply. */
  settle(reply: Reply): Promise<void>;
}

const renewSql = `
  update session_messages set pending_until = now() + interval '${pendingSeconds} seconds'
  where session_id = $1 and number = $2 and status = 'pending'`;
const interruptSql = `
  update session_messages set status = 'interrupted', content = $3, pending_until = null
  where session_id = $1 and number = $2 and status <> 'complete'`;

/** Keeps a turn's reply pending, so that later messages of its session wait for it, until it is settled or broken off. */
export function holdTurn(turn: Turn, signal: AbortSignal, { database }: { database: Queryable }): HeldTurn {
  const place = [turn.session_id, turn.number];
  let said = '';
  let ended: Promise<unknown> | undefined;
  // A failure to write is told by none of these: a reply that nobody works on lapses by itself.
  const renewing = setInterval(() => database.query(renewSql, place).catch(() => {}), (pendingSeconds * 1000) / 3);
  const stop = () => {
    clearInterval(renewing);
    signal.removeEventListener('abort', interrupt);
  };
  const interrupt = () => {
    stop();
    ended ??= database.query(interruptSql, [...place, storable(said)]).catch(() => {});
    return ended;
  };
  signal.addEventListener('abort', interrupt);
  if (signal.aborted) void interrupt();
  return {
    say(text) {
      said += text;
    },
    settle(reply) {
      stop();
      const stored = storeReply(turn, { ...reply, text: storable(reply.text) }, { database });
      ended = stored.catch(() => {});
      return stored;
    },
    async [Symbol.asyncDispose]() {
      await (ended ?? interrupt());
    },
  };
}

/** What the database does not take as text becomes U+FFFD. */
const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();
