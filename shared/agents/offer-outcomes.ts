import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import { groupCommit } from '../database/group-commit.ts';
import { messageOf } from '../errors.ts';
import { type Settlement, type Settler, settleSteps } from '../tasks/settle-steps.ts';
import type { StepOutcome } from '../tasks/step-outcome.ts';
import type { Logger } from '../telemetry/logger.ts';

/** How often an outcome is offered to a database that does not take it: over some six seconds. */
const tries = 6;

/**
 * Makes how a worker settles its outcomes: those that end together in one commit, and again where the database does not
 * answer, since what they cost is spent. Rejects when it still does not.
 */
export function createOffer(
  settler: Settler,
  logger: Logger,
  { database }: { database: Database },
): (outcome: StepOutcome) => Promise<Settlement> {
  const settle = groupCommit((outcomes: StepOutcome[]) => settleSteps(outcomes, settler, { database }));
  return async (outcome) => {
    for (let failed = 1; ; failed += 1) {
      try {
        return await settle(outcome);
      } catch (error) {
        if (failed === tries) throw error;
        const { task_id, step } = outcome;
        logger.warn({ task_id, step, error: messageOf(error) }, 'an outcome could not be stored; trying again');
        await delay(2 ** failed * 50);
      }
    }
  };
}
