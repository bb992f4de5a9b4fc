import type { Database } from '../database/database.ts';
import { touchJobs } from '../queue/job-sql.ts';
import type { JobClaim } from './claim-steps.ts';

const touchSql = `
  with held as (
    select * from json_to_recordset($1::json) as x (id uuid, name text, retry_count integer, task_id uuid)
  ), touched as (
    ${touchJobs('held')} returning j.id
  )
  select t.id from touched t join held h on h.id = t.id join tasks on tasks.id = h.task_id
  where tasks.status in ('queued', 'processing')`;

/** Says that the claims are alive; returns the ids of those that are still held and whose task has not ended. */
export async function touchClaims(
  claims: (JobClaim & { task_id: string })[],
  { database }: { database: Database },
): Promise<Set<string>> {
  const { rows } = await database.query<{ id: string }>(touchSql, [JSON.stringify(claims)]);
  return new Set(rows.map(({ id }) => id));
}
