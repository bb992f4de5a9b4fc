import type { Database } from '../database/database.ts';
import { deadLetterQueue } from '../queue/queue-settings.ts';
import { claimDeadLetters } from '../tasks/claim-dead-letters.ts';
import { type Settler, settleSteps } from '../tasks/settle-steps.ts';
import { noUsage } from '../tasks/step-outcome.ts';

/** Fails the tasks of steps whose worker died or hung on every attempt. Returns how many letters there were. */
export async function failDeadLetters(settler: Settler, { database }: { database: Database }): Promise<number> {
  const letters = await claimDeadLetters(deadLetterQueue, 100, { database });
  const outcomes = letters.map(({ task_id, step, key, attempts, reason, job }) => ({
    task_id,
    step,
    key,
    job,
    attempt: attempts,
    usage: noUsage(),
    kind: 'failed' as const,
    retry_in_seconds: null,
    error: {
      code: 'worker_lost',
      message: `Every attempt of ${step} ended without an answer from its worker (${attempts} attempts; the last: ${reason}).`,
    },
  }));
  if (outcomes.length) await settleSteps(outcomes, settler, { database });
  return outcomes.length;
}
