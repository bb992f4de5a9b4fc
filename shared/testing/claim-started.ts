import type { Database } from '../database/database.ts';
import { type ClaimedStep, claimSteps } from '../tasks/claim-steps.ts';
import { markStarted } from '../tasks/mark-started.ts';

/** Claims up to `limit` steps and marks them as started, as a worker does that then says nothing more. */
export async function claimStarted(
  queues: string[],
  limit: number,
  ports: { database: Database },
): Promise<ClaimedStep[]> {
  const { steps } = await claimSteps(queues, limit, ports);
  await markStarted(steps, ports);
  return steps;
}
