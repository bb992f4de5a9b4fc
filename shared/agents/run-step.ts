import { AppError, messageOf } from '../errors.ts';
import { interceptCalls } from '../llm/intercept-calls.ts';
import type { LanguageModel } from '../llm/language-model.ts';
import { limitCost } from '../llm/limit-cost.ts';
import type { Ports } from '../ports.ts';
import { retryDelay } from '../queue/queue-settings.ts';
import type { ClaimedStep } from '../tasks/claim-steps.ts';
import { appendEvent } from '../tasks/events.ts';
import { joinReasons } from '../tasks/join-reasons.ts';
import { noUsage, type StepOutcome, type StepUsage, type StoredError } from '../tasks/step-outcome.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Step, StepContext } from './define-step.ts';
import { meterModel } from './meter-model.ts';
import type { Started } from './write-starts.ts';

/** Why a worker stops a step: its outcome is then not the step's own. */
export class StepStopped extends Error {
  override readonly name = 'StepStopped';
  readonly reason: 'shutdown' | 'task ended or claim lost';
  constructor(reason: StepStopped['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** What a worker needs, the model where its steps use one, and the nudge where other queues have workers that sleep. */
export type WorkerPorts = Pick<Ports, 'database' | 'notices'> & Partial<Pick<Ports, 'llm' | 'nudge'>>;

export type AnyStep = Step<never, never, never> | Step;

/**
 * Runs one attempt of a step and says how it ended; never rejects. Undefined where the attempt no longer matters: the
 * task has ended, or another worker has the job. `signal` aborts with a StepStopped; `started()` settles when the attempt's
 * start is written: what the step emits comes after it.
 */
export async function runStep(
  step: AnyStep,
  claimed: ClaimedStep,
  { signal, logger, started }: { signal: AbortSignal; logger: Logger; started: Started },
  ports: WorkerPorts,
): Promise<StepOutcome | undefined> {
  const { job, key, attempt, task } = claimed;
  const usage = noUsage();
  const base = { task_id: task.id, step: step.name, key, job, attempt, usage };
  const timeout = AbortSignal.timeout(step.timeoutSeconds * 1000);
  const context: StepContext = {
    task,
    attempt,
    signal: AbortSignal.any([signal, timeout]),
    logger,
    async emit(event) {
      await started();
      await appendEvent(task.id, event, ports);
    },
    degrade: (reason) => {
      usage.degraded_reason = joinReasons(usage.degraded_reason, reason);
    },
  };
  try {
    const used = ports.llm ? { ...ports, llm: stepModel(ports.llm, claimed, usage) } : ports;
    const output = await attemptStep(step as Step, claimed.input, used, context);
    return { ...base, kind: 'completed', output };
  } catch (error) {
    if (signal.aborted) return signal.reason?.reason === 'shutdown' ? { ...base, kind: 'released' } : undefined;
    const stored = timeout.aborted ? timedOut(step) : storedError(error);
    const again = !claimed.last_attempt && mayRetry(error);
    logger.warn({ task_id: task.id, step: step.name, key, attempt, error: stored, again }, 'a step failed');
    return { ...base, kind: 'failed', error: stored, retry_in_seconds: again ? retryDelay(job.retry_count) : null };
  } finally {
    // What the outcome says that calls cost is told by their rows, too.
    if (usage.provider) await ports.llm?.stored?.();
  }
}

/** The model for one attempt of a step: within the task's budget, metered, and told for whom it is called. */
function stepModel(llm: LanguageModel, { key, attempt, task, name }: ClaimedStep, usage: StepUsage): LanguageModel {
  const caller = { agent: task.agent_type, task_id: task.id, step: name, step_key: key, step_attempt: attempt };
  const told = interceptCalls(llm, { change: (request) => ({ ...request, caller: { ...request.caller, ...caller } }) });
  return meterModel(limitCost(told, task), usage);
}

async function attemptStep(step: Step, stored: unknown, ports: WorkerPorts, context: StepContext): Promise<unknown> {
  const input = step.input.safeParse(stored);
  if (!input.success)
    throw new AppError(
      'invalid_step_input',
      500,
      `The stored input of ${step.name} does not fit: ${input.error.message}`,
    );
  const given = await untilAborted(step.run(input.data, ports as never, context), context.signal);
  const output = step.output.safeParse(given);
  if (output.success) return output.data;
  throw new AppError(
    'invalid_step_output',
    500,
    `${step.name} gave an output that does not fit: ${output.error.message}`,
    { retryable: true },
  );
}

/** Settles with the work, or rejects as soon as the signal aborts: work that ignores its signal holds up nobody. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

const timedOut = (step: AnyStep): StoredError => ({
  code: 'step_timeout',
  message: `${step.name} took longer than ${step.timeoutSeconds} seconds.`,
});

const storedError = (error: unknown): StoredError => ({
  code: error instanceof AppError ? error.code : 'step_error',
  message: messageOf(error),
});

/** Errors that say so decide it themselves; of others a repeat is hoped for. */
const mayRetry = (error: unknown): boolean => !(error instanceof AppError) || error.retryable;
