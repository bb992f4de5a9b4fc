import type { Database } from '../database/database.ts';

/**
 * Lets jobs run again at once whose worker is certainly gone: only for a database that no other process can have open.
 * The attempt counts; a job without another attempt is left for pg-boss to find dead.
 */
export async function releaseOrphans({ database }: { database: Database }): Promise<void> {
  await database.query(`
    update pgboss.job
    set state = case when retry_count < retry_limit then 'retry'::pgboss.job_state else state end,
      start_after = now(), heartbeat_on = case when retry_count < retry_limit then null else 'epoch'::timestamptz end
    where state = 'active'`);
}
