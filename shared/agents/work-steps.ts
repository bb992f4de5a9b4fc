import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { heartbeatSeconds } from '../queue/queue-settings.ts';
import type { Advance } from '../tasks/apply-outcome.ts';
import { type ClaimedStep, claimSteps } from '../tasks/claim-steps.ts';
import { completeIdle } from '../tasks/complete-idle.ts';
import type { StepOutcome } from '../tasks/step-outcome.ts';
import type { Logger } from '../telemetry/logger.ts';
import { failDeadLetters } from './fail-dead-letters.ts';
import { createOffer } from './offer-outcomes.ts';
import { type AnyStep, runStep, type WorkerPorts } from './run-step.ts';
import { traceAttempt } from './trace-attempt.ts';
import { createWorkerSlots } from './worker-slots.ts';
import { createStarts, type Started } from './write-starts.ts';

/** Seconds between looks for jobs that no notice tells of: retries and dead workers' jobs. */
const pollSeconds = 1;
/** Seconds to hand running steps back in, at `stop`: a database that does not take them finds them dead later. */
const handBackSeconds = 4;

export interface WorkerOptions {
  steps: AnyStep[];
  advance: Advance;
  /** Steps that run at once. */
  slots: number;
  logger: Logger;
  /** Called after each attempt, for metrics. */
  onAttempt?(attempt: { agent: string; step: string; outcome: StepOutcome['kind'] | 'stopped'; seconds: number }): void;
}

/** A running worker. */
export interface Worker {
  /** How many steps run at the moment. */
  running(): number;
  /** Resolves when nothing runs and nothing was found to run. */
  whenIdle(): Promise<void>;
  /** Claims nothing more, gives running steps `graceSeconds` to finish, and hands back the rest, if that is possible in a few seconds. */
  stop(graceSeconds: number): Promise<void>;
}

/**
 * Takes jobs of the given steps' queues, the highest rank first, as long as a slot is free, and runs them. Each slot is
 * refilled as it frees: woken by notices, and looking by itself every second.
 */
export async function startWorker(
  { steps, advance, slots, logger, onAttempt }: WorkerOptions,
  ports: WorkerPorts,
): Promise<Worker> {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const queues = [...byName.keys()];
  const stopping = new AbortController();
  const idle = new Set<() => void>();
  let mayHaveWork = true;
  let wake = () => {};
  const look = () => {
    mayHaveWork = true;
    wake();
  };
  const taken = createWorkerSlots(() => wake(), ports);
  const settler = { workerId: crypto.randomUUID(), advance, queues, goesOn: () => !stopping.signal.aborted };
  const offer = createOffer(settler, logger, ports);
  const writeStarts = createStarts(logger, ports);

  const run = async (step: AnyStep, claimed: ClaimedStep, started: Started, signal: AbortSignal) => {
    const began = performance.now();
    const outcome = await traceAttempt(claimed, logger, () =>
      runStep(step, claimed, { signal, logger, started }, ports),
    );
    const seconds = (performance.now() - began) / 1000;
    onAttempt?.({ agent: claimed.task.agent_type, step: step.name, outcome: outcome?.kind ?? 'stopped', seconds });
    if (!outcome || !(await started())) return completeIdle([claimed.job], ports);
    const { queued, next } = await offer(outcome);
    if (queued.some((name) => byName.has(name))) mayHaveWork = true;
    if (next) start(next, async () => true);
    await ports.nudge?.send(queued.filter((name) => !byName.has(name)));
  };
  const start = (claimed: ClaimedStep, started: Started) => {
    const step = byName.get(claimed.name) as AnyStep;
    taken.fill(claimed, (signal) =>
      run(step, claimed, started, signal).catch((error: unknown) =>
        logger.error(
          { task_id: claimed.task.id, step: claimed.name, error: messageOf(error) },
          'a job was left to be found dead',
        ),
      ),
    );
  };
  const claim = async () => {
    mayHaveWork = false;
    const free = slots - taken.used;
    const found = await claimSteps(queues, free, ports);
    for (const [step, started] of writeStarts(found.steps)) start(step, started);
    if (found.more || found.steps.length + found.idle.length === free) mayHaveWork = true;
    if (found.idle.length) await completeIdle(found.idle, ports);
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      if (mayHaveWork && taken.used < slots) {
        await claim().catch(async (error: unknown) => {
          logger.error({ error: messageOf(error) }, 'jobs could not be claimed; trying again');
          await delay(pollSeconds * 1000, undefined, { signal: stopping.signal }).catch(() => {});
          mayHaveWork = true;
        });
        continue;
      }
      if (!taken.used) for (const resolve of idle) resolve();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  const unsubscribe = await ports.notices.subscribe(({ by, queues: filled, stopped }) => {
    if (by !== settler.workerId && filled?.some((name) => byName.has(name))) look();
    if (stopped?.length) taken.stopTasks(stopped);
  });
  const every = (seconds: number, what: string, work: () => Promise<unknown>) =>
    setInterval(() => {
      work().catch((error: unknown) =>
        logger.warn({ error: messageOf(error) }, `${what} failed; it will be tried again`),
      );
    }, seconds * 1000);
  const timers = [
    every(pollSeconds, 'looking for jobs', async () => look()),
    every(pollSeconds, 'reading dead letters', () => failDeadLetters(settler, ports)),
  ];
  const heart = every(heartbeatSeconds / 3, 'saying that jobs are alive', () => taken.touch());
  const looping = loop();

  return {
    running: () => taken.used,
    whenIdle: () =>
      new Promise((resolve) => {
        idle.add(resolve);
        look();
      }),
    async stop(graceSeconds) {
      stopping.abort();
      wake();
      timers.forEach(clearInterval);
      const allDone = (seconds: number) =>
        Promise.race([
          looping.then(() => taken.whenDone()).then(() => true),
          delay(seconds * 1000, false, { ref: false }),
        ]);
      await allDone(graceSeconds);
      taken.stopAll();
      if (!(await allDone(handBackSeconds)))
        logger.warn({ steps: taken.used }, 'running steps could not be handed back; they are left to be found dead');
      clearInterval(heart);
      unsubscribe();
    },
  };
}
