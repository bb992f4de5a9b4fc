import type { Ports } from '../ports.ts';
import type { ClaimedStep } from '../tasks/claim-steps.ts';
import { touchClaims } from '../tasks/touch-claims.ts';
import { StepStopped } from './run-step.ts';

interface Running {
  claimed: ClaimedStep;
  stopper: AbortController;
  done: Promise<void>;
}

/** The steps that one worker runs at the moment. */
export interface WorkerSlots {
  readonly used: number;
  /**
   * Runs `work` in a slot; it never rejects. After `stopAll` its signal is aborted from the start. An earlier attempt at the
   * same job that still runs has lost its claim, and is stopped.
   */
  fill(claimed: ClaimedStep, work: (signal: AbortSignal) => Promise<void>): void;
  /** Stops what runs for these tasks. */
  stopTasks(taskIds: string[]): void;
  /** Says that all are alive, and stops those whose task has ended or whose claim another worker has. */
  touch(): Promise<void>;
  stopAll(): void;
  /** Resolves when all that run now are done. */
  whenDone(): Promise<void>;
}

/** Makes the slots of one worker; `onFree` is called whenever one frees. */
export function createWorkerSlots(onFree: () => void, ports: Pick<Ports, 'database'>): WorkerSlots {
  const running = new Set<Running>();
  let stopped = false;
  const stop = ({ stopper }: Running) => stopper.abort(new StepStopped('task ended or claim lost'));
  return {
    get used() {
      return running.size;
    },
    fill(claimed, work) {
      const stopper = new AbortController();
      if (stopped) stopper.abort(new StepStopped('shutdown'));
      for (const one of running) if (one.claimed.job.id === claimed.job.id) stop(one);
      const done = work(stopper.signal).then(() => {
        running.delete(filled);
        onFree();
      });
      const filled = { claimed, stopper, done };
      running.add(filled);
    },
    stopTasks(taskIds) {
      for (const one of running) if (taskIds.includes(one.claimed.task.id)) stop(one);
    },
    async touch() {
      const held = new Map([...running].map((one) => [{ ...one.claimed.job, task_id: one.claimed.task.id }, one]));
      if (!held.size) return;
      const alive = new Set(await touchClaims([...held.keys()], ports));
      for (const [claim, one] of held) if (!alive.has(claim)) stop(one);
    },
    stopAll() {
      stopped = true;
      for (const { stopper } of running) stopper.abort(new StepStopped('shutdown'));
    },
    async whenDone() {
      while (running.size) await Promise.all([...running].map(({ done }) => done));
    },
  };
}
