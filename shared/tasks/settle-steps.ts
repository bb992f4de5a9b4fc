import type { Database } from '../database/database.ts';
import { type Advance, applyOutcome, type TaskState } from './apply-outcome.ts';
import type { ClaimedStep } from './claim-steps.ts';
import { loadSettling } from './load-settling.ts';
import { rankOf } from './priority.ts';
import type { StepOutcome } from './step-outcome.ts';
import { traceTask } from './trace-task.ts';
import { writeChanges } from './write-changes.ts';

/** Who settles. */
export interface Settler {
  workerId: string;
  advance: Advance;
  /** The queues that the worker may go on with. */
  queues: string[];
  /** May it? Not while it stops. */
  goesOn(): boolean;
}

/** What became of an outcome. */
export interface Settlement {
  /** The queues of steps that can run now and nobody has taken. */
  queued: string[];
  /** The step that follows, where the worker is to go on with it in the same slot: it is claimed already. */
  next: ClaimedStep | undefined;
}

/**
 * Stores how attempts of steps ended, in one transaction: outputs, events, jobs, what follows, and results. The first step
 * that follows is claimed in the same commit, unless one of a higher rank waits. An outcome that no longer counts changes
 * nothing but its job. Bears repetition.
 */
export async function settleSteps(
  outcomes: StepOutcome[],
  settler: Settler,
  { database }: { database: Database },
): Promise<Settlement[]> {
  const { all, writing } = await database.transaction(async (transaction) => {
    const { tasks, steps, holds, waitingRank } = await loadSettling(outcomes, settler.queues, transaction);
    const deciders = {
      advance: settler.advance,
      mayTake: (step: string, task: TaskState) =>
        settler.goesOn() &&
        settler.queues.includes(step) &&
        rankOf(task.priority, task.created_at) >= (waitingRank ?? Number.NEGATIVE_INFINITY),
    };
    const all = outcomes.map((outcome) => {
      const task = tasks.get(outcome.task_id);
      const counts = task && (outcome.kind === 'completed' || holds(outcome));
      return counts ? applyOutcome(outcome, task, steps.get(task.id) ?? [], deciders) : undefined;
    });
    // Not awaited, so that COMMIT goes out with it; where it fails, the transaction does, and says why.
    const writing = writeChanges(outcomes, all, settler.workerId, transaction);
    writing.catch(() => {});
    return { all, writing };
  });
  for (const task of new Set(all.map((changes) => changes?.task)))
    if (task?.status === 'completed' || task?.status === 'failed') traceTask(task, task.status);
  const taken = new Map((await writing).map((step) => [step.task.id, step]));
  return all.map((changes) => ({
    queued: changes?.queued.flatMap(({ name, taken: one }) => (one ? [] : name)) ?? [],
    next: changes?.queued.some(({ taken: one }) => one) ? taken.get(changes.task.id) : undefined,
  }));
}
