import type { Database } from '../database/database.ts';
import { touchJobs } from '../queue/job-sql.ts';
import type { JobClaim } from './claim-steps.ts';

const touchSql = `
  with held as (
    select * from json_to_recordset($1::json) as x (id uuid, name text, retry_count integer, task_id uuid)
  ), touched as (
    ${touchJobs('held')} returning j.id, j.retry_count
  )
  select t.id, t.retry_count from touched t join held h using (id, retry_count) join tasks on tasks.id = h.task_id
  where tasks.status in ('queued', 'processing')`;

/** Says that the claims are alive; returns those of them that are still held and whose task has not ended. */
export async function touchClaims<Claim extends JobClaim & { task_id: string }>(
  claims: Claim[],
  { database }: { database: Database },
): Promise<Claim[]> {
  const { rows } = await database.query<Pick<JobClaim, 'id' | 'retry_count'>>(touchSql, [JSON.stringify(claims)]);
  const held = new Set(rows.map(attemptOf));
  return claims.filter((claim) => held.has(attemptOf(claim)));
}

const attemptOf = ({ id, retry_count }: Pick<JobClaim, 'id' | 'retry_count'>) => `${id} ${retry_count}`;
