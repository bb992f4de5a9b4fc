import type { Database } from '../database/database.ts';
import { completeJobs } from '../queue/job-sql.ts';
import type { JobClaim } from './claim-steps.ts';

/** Completes jobs that have nothing left to do. */
export async function completeIdle(claims: JobClaim[], { database }: { database: Database }): Promise<void> {
  const rows = '(select * from json_to_recordset($1::json) as x (id uuid, name text, retry_count integer))';
  await database.query(completeJobs(rows), [JSON.stringify(claims)]);
}
