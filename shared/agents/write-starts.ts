import type { Database } from '../database/database.ts';
import { messageOf } from '../errors.ts';
import type { ClaimedStep } from '../tasks/claim-steps.ts';
import { markStarted, markStartedAgain } from '../tasks/mark-started.ts';
import type { Logger } from '../telemetry/logger.ts';
import { bearOutage } from './bear-outage.ts';

/** Resolves when the start of a step is written, to whether its task had not ended by then; rejects where it cannot be. */
export type Started = () => Promise<boolean>;

/**
 * Makes how a worker writes the starts of the steps that it has claimed together: in one commit, and again where the
 * database does not answer. Where it still does not, each is written again when something next depends on it: what a step
 * cost by its end is spent.
 */
export function createStarts(
  logger: Logger,
  { database }: { database: Database },
): (steps: ClaimedStep[]) => Map<ClaimedStep, Started> {
  const write = (steps: ClaimedStep[], again: boolean) =>
    bearOutage(
      (failed) => (again || failed ? markStartedAgain : markStarted)(steps, { database }),
      (error) => {
        const told = steps.map(({ task }) => task.id);
        logger.warn(
          { task_ids: told, error: messageOf(error) },
          'the start of steps could not be written; trying again',
        );
      },
    );
  return (steps) => {
    const together = write(steps, false);
    return new Map(steps.map((step) => [step, startOf(step, together, () => write([step], true))]));
  };
}

function startOf(step: ClaimedStep, together: Promise<Set<string>>, again: () => Promise<Set<string>>): Started {
  const toStep = (marked: Promise<Set<string>>) => {
    const written = marked.then((jobIds) => jobIds.has(step.job.id));
    written.catch(() => {
      writing = undefined;
    });
    return written;
  };
  let writing: Promise<boolean> | undefined = toStep(together);
  return () => {
    writing ??= toStep(again());
    return writing;
  };
}
