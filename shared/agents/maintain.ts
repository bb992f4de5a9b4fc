import { dropUsedData } from '../analysis/data-sets.ts';
import type { Ports } from '../ports.ts';
import { measureQueues } from '../queue/measure-queues.ts';
import { superviseOnce } from '../queue/supervise-once.ts';
import { sweepSteps } from '../tasks/sweep-steps.ts';
import { advanceFor } from './advance.ts';
import type { Agent } from './define-agent.ts';
import { failDeadLetters } from './fail-dead-letters.ts';

/** What one look found. */
export interface Maintained {
  /** Steps whose job was gone, and which are queued again. */
  lost: number;
  /** Steps that ended without an answer from their workers. */
  dead: number;
  /** Queues with jobs that can run now. */
  nudged: string[];
  /** How long the oldest of those jobs has been waiting, in seconds; 0 where there is none. */
  oldest_ready_seconds: number;
}

/**
 * Looks once for what workers that run all the time look for again and again: jobs of dead workers, steps whose job is
 * gone, dead letters, data that no task needs any more. Then nudges every queue that has jobs to run, so that a lost nudge and a retry that is due wait for
 * the next look at most.
 */
export async function maintain(
  agents: Agent[],
  { database, nudge }: Pick<Ports, 'database' | 'nudge'>,
): Promise<Maintained> {
  const known = agents.flatMap(({ stages }) => stages.map(({ contract }) => contract.name));
  await superviseOnce({ database });
  const lost = await sweepSteps({ known }, { database });
  const settler = { workerId: crypto.randomUUID(), advance: advanceFor(agents), queues: [], goesOn: () => false };
  const dead = await failDeadLetters(settler, { database });
  await dropUsedData({ database });
  const ready = (await measureQueues({ database })).filter(({ queue, ready: jobs }) => jobs && known.includes(queue));
  const nudged = ready.map(({ queue }) => queue);
  await nudge.send(nudged);
  const oldest = Math.max(0, ...ready.map(({ oldest_ready_seconds }) => oldest_ready_seconds));
  return { lost, dead, nudged, oldest_ready_seconds: Math.round(oldest) };
}
