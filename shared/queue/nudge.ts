import { groupCommit } from '../database/group-commit.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../telemetry/logger.ts';

/** Wakes whoever works off queues, where nobody listens all the time. */
export interface Nudge {
  /** To be called after the commit that filled them: a hint, which may be lost. Never rejects. */
  send(queues: string[]): Promise<void>;
}

/**
 * Makes the nudge of a process: `wake` is called once for each queue, and nudges that arrive meanwhile become one. One
 * that fails is logged and forgotten: the queue is swept.
 */
export function createNudge(wake: (queue: string) => Promise<void>, logger: () => Logger): Nudge {
  const wakeOne = (queue: string) =>
    wake(queue).catch((error: unknown) => {
      logger().warn({ queue, error: messageOf(error) }, 'a nudge failed; the queue waits for the next sweep');
    });
  const together = groupCommit<string[], void>(async (waiting) => {
    await Promise.all([...new Set(waiting.flat())].map(wakeOne));
    return waiting.map(() => undefined);
  });
  return {
    async send(queues) {
      if (queues.length) await together(queues);
    },
  };
}
