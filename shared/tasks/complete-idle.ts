import type { Database } from '../database/database.ts';
import { settleJobs, settlementColumns } from '../queue/job-sql.ts';
import type { JobClaim } from './claim-steps.ts';

const completeSql = settleJobs(`json_to_recordset($1::json) as x (${settlementColumns})`);

/** Completes jobs that have nothing left to do. */
export async function completeIdle(claims: JobClaim[], { database }: { database: Database }): Promise<void> {
  await database.query(completeSql, [JSON.stringify(claims.map((claim) => ({ ...claim, outcome: 'complete' })))]);
}
