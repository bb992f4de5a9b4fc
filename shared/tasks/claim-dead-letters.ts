import type { Database } from '../database/database.ts';
import { claimJobs } from '../queue/job-sql.ts';
import type { JobClaim } from './claim-steps.ts';

/** A job that pg-boss gave up, or that no worker would take, and the step that it was for. */
export interface DeadLetter {
  job: JobClaim;
  task_id: string;
  step: string;
  key: string;
  attempts: number;
  code: 'worker_lost' | 'unknown_step';
  /** What pg-boss says of the last attempt. */
  reason: string;
}

const claimSql = `
  with ${claimJobs}
  select c.id, c.name, c.retry_count, c.data ->> 'task_id' as task_id, c.data ->> 'key' as key,
    coalesce(j.source_name, c.data ->> 'step') as step, coalesce(c.data ->> 'code', 'worker_lost') as code,
    coalesce(j.source_retry_count, 0) + 1 as attempts, coalesce(j.source_output -> 'value' ->> 'message', 'unknown') as reason
  from claimed c join pgboss.job j on j.name = c.name and j.id = c.id`;

/** Claims up to `limit` jobs of the dead letter queue. */
export async function claimDeadLetters(
  queue: string,
  limit: number,
  { database }: { database: Database },
): Promise<DeadLetter[]> {
  const { rows } = await database.query<Omit<DeadLetter, 'job'> & JobClaim>(claimSql, [[queue], limit]);
  return rows.map(({ id, name, retry_count, ...letter }) => ({ ...letter, job: { id, name, retry_count } }));
}
