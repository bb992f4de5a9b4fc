import { vi } from 'vitest';
import type { Database } from '../database/database.ts';

/**
 * Where a session is stopped: before its commit, and it then ends without one; or in the commit itself, which then can
 * only succeed.
 */
export type HeldMoment = 'before commit' | 'in commit';

const lockKey = 77_001;

const waiting = `
  from pg_locks join pg_database d on d.oid = database and datname = current_database()
  where locktype = 'advisory' and objid = ${lockKey} and not granted`;

const script = `
  create table held_steps (query text, step text, moment text);
  create function hold_step() returns trigger language plpgsql as $$
    begin
      if exists (
        select from held_steps h join tasks t on t.query = h.query
        where t.id = new.task_id and h.step = new.data ->> 'name' and h.moment = tg_argv[0]
      ) then
        perform pg_advisory_xact_lock_shared(${lockKey});
      end if;
      return new;
    end $$;
  create trigger hold_before before insert on events for each row
    when (new.type = 'step.completed') execute function hold_step('before commit');
  create constraint trigger hold_in after insert on events deferrable initially deferred for each row
    when (new.type = 'step.completed') execute function hold_step('in commit');`;

/**
 * Makes a Postgres stop the session that completes a step right before its commit, or in it, by triggers of the test's
 * own; the product knows nothing of them. Returns how to hold one step of the task with a query: `begin` makes the task,
 * and `held` runs while its session stands still.
 */
export async function holdCommits({ database }: { database: Database }) {
  await database.execute(script);
  const stands = async () => {
    const { rowCount } = await database.query(`select ${waiting}`);
    if (!rowCount) throw new Error('no session has reached the moment');
  };
  return async (
    where: { query: string; step: string; moment: HeldMoment },
    begin: () => Promise<void>,
    held: () => Promise<void>,
  ) => {
    await database.query('insert into held_steps (query, step, moment) values ($1, $2, $3)', [
      where.query,
      where.step,
      where.moment,
    ]);
    await database.transaction(async (transaction) => {
      await transaction.query('select pg_advisory_xact_lock($1)', [lockKey]);
      await begin();
      await vi.waitFor(stands, { timeout: 30_000, interval: 20 });
      await held();
      if (where.moment === 'before commit') await database.query(`select pg_terminate_backend(pid) ${waiting}`);
    });
  };
}
