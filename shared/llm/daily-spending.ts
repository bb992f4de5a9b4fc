import type { Queryable } from '../database/database.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { CallLog } from './call-log.ts';

/** Milliseconds for which the sum of all processes is not asked for again. */
const fresh = 5_000;
/** Times that the sum is asked for in a row while calls end all the time. */
const mostTries = 3;

/** What model calls cost on this UTC day. */
export interface DailySpending {
  /** USD so far, of all processes as of some seconds ago and of this one as of now; a call under way counts as an average one. */
  today(): Promise<number>;
  /** Counts a call of this process from its begin. */
  begin(): void;
  /** Counts what it has cost, at its end. */
  end(costUsd: number): void;
}

const sumSql = `
  select coalesce(sum(cost_usd), 0) as cost_usd, coalesce(sum(calls), 0)::float8 as calls
  from llm_usage where day = (now() at time zone 'UTC')::date`;

const nothing = { day: '', cost: 0, calls: 0 };

/** Counts the spending of one process, and asks the database for that of all. */
export function createDailySpending({
  database,
  calls,
  logger,
  now = Date.now,
}: {
  database: Queryable;
  calls: Pick<CallLog, 'flush'>;
  logger: () => Logger;
  now?: () => number;
}): DailySpending {
  const known = { ...nothing };
  let staleAt = 0;
  let own = 0;
  let ownDay = '';
  let underWay = 0;
  let ended = 0;
  let asking: Promise<void> | undefined;

  /** Which day it is; each begins with nothing spent, whether the database can be asked or not. */
  const turnDay = () => {
    const day = new Date(now()).toISOString().slice(0, 10);
    if (day !== ownDay) {
      Object.assign(known, nothing);
      own = 0;
      ownDay = day;
    }
    return day;
  };
  const ask = async (day: string) => {
    staleAt = now() + fresh;
    try {
      for (let tries = 1; ; tries += 1) {
        const [included, before] = [own, ended];
        await calls.flush();
        const { rows } = await database.query<{ cost_usd: number; calls: number }>(sumSql);
        if (day !== turnDay()) break;
        // A call that has ended meanwhile may be in the sum or not: rather ask again than count it twice.
        if (ended !== before && tries < mostTries) continue;
        Object.assign(known, { day, cost: rows[0]?.cost_usd ?? 0, calls: rows[0]?.calls ?? 0 });
        own -= included;
        break;
      }
    } catch (error) {
      logger().warn({ error: messageOf(error) }, 'what models cost today is counted for this process alone');
    }
    asking = undefined;
  };
  return {
    async today() {
      const day = turnDay();
      if (now() >= staleAt || (known.day !== day && !asking)) asking ??= ask(day);
      if (known.day !== day) await asking;
      return known.cost + own + (known.calls ? (underWay * known.cost) / known.calls : 0);
    },
    begin() {
      underWay += 1;
    },
    end(costUsd) {
      underWay -= 1;
      ended += 1;
      turnDay();
      own += costUsd;
    },
  };
}
