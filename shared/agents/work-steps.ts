import { setTimeout as delay } from 'node:timers/promises';
import { groupCommit } from '../database/group-commit.ts';
import { messageOf } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { heartbeatSeconds } from '../queue/queue-settings.ts';
import type { Advance } from '../tasks/apply-outcome.ts';
import { type ClaimedStep, claimSteps } from '../tasks/claim-steps.ts';
import { completeIdle } from '../tasks/complete-idle.ts';
import { settleSteps } from '../tasks/settle-steps.ts';
import type { StepOutcome } from '../tasks/step-outcome.ts';
import { touchClaims } from '../tasks/touch-claims.ts';
import type { Logger } from '../telemetry/logger.ts';
import { failDeadLetters } from './fail-dead-letters.ts';
import { type AnyStep, runStep, StepStopped } from './run-step.ts';

/** Seconds between looks for jobs that no notice tells of: retries and dead workers' jobs. */
const pollSeconds = 1;

export interface WorkerOptions {
  steps: AnyStep[];
  advance: Advance;
  /** Steps that run at once. */
  slots: number;
  logger: Logger;
  /** Called after each attempt, for metrics. */
  onAttempt?(attempt: { step: string; outcome: StepOutcome['kind'] | 'stopped'; seconds: number }): void;
}

/** A running worker. */
export interface Worker {
  /** Claims nothing more, gives running steps `graceSeconds` to finish, and hands back the rest. */
  stop(graceSeconds: number): Promise<void>;
}

interface Running {
  claimed: ClaimedStep;
  stopper: AbortController;
  done: Promise<void>;
}

/**
 * Takes jobs of the given steps' queues, the most urgent first, as long as there is a free slot, and runs them. Each slot
 * is refilled as it frees: woken by notices, and looking by itself every second.
 */
export async function startWorker({ steps, advance, slots, logger, onAttempt }: WorkerOptions, ports: Ports): Promise<Worker> {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const queues = [...byName.keys()];
  const running = new Map<string, Running>();
  const settle = groupCommit((outcomes: StepOutcome[]) => settleSteps(outcomes, advance, ports));
  const stopping = new AbortController();
  let work = true;
  let wake = () => {};

  const look = () => {
    work = true;
    wake();
  };
  const unsubscribe = await ports.notices.subscribe(({ queues: filled, stopped }) => {
    if (filled?.some((name) => byName.has(name))) look();
    for (const { claimed, stopper } of running.values()) {
      if (stopped?.includes(claimed.task.id)) stopper.abort(new StepStopped('task ended or claim lost'));
    }
  });

  const run = async (step: AnyStep, claimed: ClaimedStep, signal: AbortSignal) => {
    const began = performance.now();
    const outcome = await runStep(step, claimed, { signal, logger }, ports);
    onAttempt?.({ step: step.name, outcome: outcome?.kind ?? 'stopped', seconds: (performance.now() - began) / 1000 });
    if (outcome) await settleAtLast(outcome);
    else await completeIdle([claimed.job], ports);
  };
  /** An outcome is worth its work: it is offered until the database takes it or the claim is given up. */
  const settleAtLast = async (outcome: StepOutcome) => {
    for (let tries = 1; ; tries += 1) {
      try {
        const { queued } = await settle(outcome);
        if (queued) work = true;
        return;
      } catch (error) {
        logger.error({ task_id: outcome.task_id, step: outcome.step, error: messageOf(error) }, 'a step could not be settled');
        if (tries === 5) return;
        await delay(2 ** tries * 100);
      }
    }
  };
  const start = (claimed: ClaimedStep) => {
    const step = byName.get(claimed.name);
    if (!step) return;
    const stopper = new AbortController();
    const done = run(step, claimed, stopper.signal)
      .catch((error: unknown) => logger.error({ step: claimed.name, error: messageOf(error) }, 'a job could not be finished'))
      .then(() => {
        running.delete(claimed.job.id);
        wake();
      });
    running.set(claimed.job.id, { claimed, stopper, done });
  };
  const claim = async () => {
    work = false;
    try {
      const free = slots - running.size;
      const { steps: claimed, idle, more } = await claimSteps(queues, free, ports);
      claimed.forEach(start);
      if (more || claimed.length + idle.length === free) work = true;
      if (idle.length) await completeIdle(idle, ports);
    } catch (error) {
      logger.error({ error: messageOf(error) }, 'jobs could not be claimed');
      await delay(pollSeconds * 1000, undefined, { signal: stopping.signal }).catch(() => {});
      work = true;
    }
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      if (work && running.size < slots) await claim();
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const beat = async () => {
    const held = [...running.values()];
    if (!held.length) return;
    const alive = await touchClaims(held.map(({ claimed }) => ({ ...claimed.job, task_id: claimed.task.id })), ports);
    for (const { claimed, stopper } of held) {
      if (!alive.has(claimed.job.id)) stopper.abort(new StepStopped('task ended or claim lost'));
    }
  };

  const poll = setInterval(() => {
    look();
    failDeadLetters(advance, ports).catch((error: unknown) => logger.warn({ error: messageOf(error) }, 'dead letters could not be read'));
  }, pollSeconds * 1000);
  const heart = setInterval(() => {
    beat().catch((error: unknown) => logger.warn({ error: messageOf(error) }, 'the signs of life could not be stored'));
  }, (heartbeatSeconds / 3) * 1000);
  const looping = loop();

  return {
    async stop(graceSeconds) {
      stopping.abort();
      wake();
      clearInterval(poll);
      await looping;
      const all = Promise.all([...running.values()].map(({ done }) => done));
      await Promise.race([all, delay(graceSeconds * 1000, undefined, { ref: false })]);
      for (const { stopper } of running.values()) stopper.abort(new StepStopped('shutdown'));
      await all;
      clearInterval(heart);
      unsubscribe();
    },
  };
}
