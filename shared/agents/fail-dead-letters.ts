import type { Database } from '../database/database.ts';
import { deadLetterQueue } from '../queue/queue-settings.ts';
import { claimDeadLetters, type DeadLetter } from '../tasks/claim-dead-letters.ts';
import { type Settler, settleSteps } from '../tasks/settle-steps.ts';
import { noUsage } from '../tasks/step-outcome.ts';

/** Fails the tasks of steps whose worker died or hung on every attempt, and of those that no worker knows. Returns how many letters there were. */
export async function failDeadLetters(settler: Settler, { database }: { database: Database }): Promise<number> {
  const letters = await claimDeadLetters(deadLetterQueue, 100, { database });
  const outcomes = letters.map((letter) => ({
    task_id: letter.task_id,
    step: letter.step,
    key: letter.key,
    job: letter.job,
    attempt: letter.attempts,
    usage: noUsage(),
    kind: 'failed' as const,
    retry_in_seconds: null,
    error: { code: letter.code, message: explain(letter) },
  }));
  if (outcomes.length) await settleSteps(outcomes, settler, { database });
  return outcomes.length;
}

const explain = ({ code, step, attempts, reason }: DeadLetter): string =>
  code === 'unknown_step'
    ? `No worker knows the step ${step}: it was taken out of the system while the task waited for it. Post the task again.`
    : `Every attempt of ${step} ended without an answer from its worker (${attempts} attempts; the last: ${reason}).`;
