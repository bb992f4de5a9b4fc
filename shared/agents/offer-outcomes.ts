import type { Database } from '../database/database.ts';
import { groupCommit } from '../database/group-commit.ts';
import { messageOf } from '../errors.ts';
import { type Settlement, type Settler, settleSteps } from '../tasks/settle-steps.ts';
import type { StepOutcome } from '../tasks/step-outcome.ts';
import type { Logger } from '../telemetry/logger.ts';
import { bearOutage } from './bear-outage.ts';

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
  return (outcome) =>
    bearOutage(
      () => settle(outcome),
      (error) => {
        const { task_id, step } = outcome;
        logger.warn({ task_id, step, error: messageOf(error) }, 'an outcome could not be stored; trying again');
      },
    );
}
