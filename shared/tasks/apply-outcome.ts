import { joinReasons } from './join-reasons.ts';
import type { Priority } from './priority.ts';
import type { StepOutcome, StoredError } from './step-outcome.ts';
import { hasEnded, type StepStatus, type TaskStatus } from './task-status.ts';

export interface StepState {
  name: string;
  key: string;
  /** Place of its stage in the agent. */
  stage: number;
  /** Place among its siblings. */
  place: number;
  status: StepStatus;
  output: unknown;
}

export interface TaskState {
  id: string;
  agent_type: string;
  query: string;
  priority: Priority;
  input: unknown;
  max_cost_usd: number | null;
  status: TaskStatus;
  created_at: Date;
  last_event: number;
  degraded: boolean;
  degraded_reason: string | null;
  provider: string | null;
  model: string | null;
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
  traceparent: string | null;
  parent_span_id: string | null;
}

/** What an agent does next. */
export type Decision =
  | { kind: 'wait' }
  | { kind: 'queue'; stage: number; steps: { name: string; key: string; input: unknown }[] }
  | { kind: 'complete'; result: unknown }
  | { kind: 'fail'; error: StoredError };

/** Decides what follows from a task's steps; pure. */
export type Advance = (task: TaskState, steps: StepState[]) => Decision;

export interface StepChange {
  task_id: string;
  name: string;
  key: string;
  status: StepStatus;
  output?: unknown;
  error?: StoredError | null;
}

export interface NewStep {
  task_id: string;
  name: string;
  key: string;
  stage: number;
  place: number;
  input: unknown;
  /** Is it taken by the worker that settles, without waiting in its queue? */
  taken: boolean;
}

/** What is decided outside: what follows from a task's steps, and whether the worker goes on with a step itself. */
export interface Deciders {
  advance: Advance;
  mayTake(step: string, task: TaskState): boolean;
}

/** Everything that one outcome changes besides its job. */
export interface Changes {
  task: TaskState;
  result?: unknown;
  error?: StoredError;
  steps: StepChange[];
  queued: NewStep[];
  events: { task_id: string; number: number; type: string; data: Record<string, unknown> }[];
}

/**
 * Applies an attempt's outcome to its task, pure; `task` and `steps` are brought up to date in place, so that outcomes of
 * one task can be applied one after another. Undefined where it no longer counts: the task has ended, or the step is complete.
 */
export function applyOutcome(
  outcome: StepOutcome,
  task: TaskState,
  steps: StepState[],
  deciders: Deciders,
): Changes | undefined {
  const step = steps.find(({ name, key }) => name === outcome.step && key === outcome.key);
  if (!step || step.status === 'completed' || hasEnded(task.status)) return undefined;
  const changes: Changes = { task, steps: [], queued: [], events: [] };
  addUsage(task, outcome);
  if (outcome.kind === 'completed') complete(changes, step, steps, outcome, deciders);
  else if (outcome.kind === 'released') release(changes, step, outcome.attempt);
  else fail(changes, step, steps, outcome);
  return changes;
}

function complete(
  changes: Changes,
  step: StepState,
  steps: StepState[],
  outcome: StepOutcome & { kind: 'completed' },
  { advance, mayTake }: Deciders,
) {
  const { task } = changes;
  change(changes, step, { status: 'completed', output: outcome.output, error: null });
  step.output = outcome.output;
  emit(changes, 'step.completed', { name: step.name, key: step.key, attempt: outcome.attempt });
  const decision = advance(task, steps);
  if (decision.kind === 'queue') {
    const { stage } = decision;
    const queued = decision.steps.map((spec, place) => ({ ...spec, task_id: task.id, stage, place, taken: false }));
    emit(changes, 'steps.queued', { steps: queued.map(({ name, key }) => ({ name, key })) });
    const [first] = queued;
    if (first && mayTake(first.name, task)) {
      first.taken = true;
      emit(changes, 'step.started', { name: first.name, key: first.key, attempt: 1 });
    }
    changes.queued.push(...queued);
    for (const { name, key, place, taken } of queued) {
      steps.push({ name, key, stage, place, status: taken ? 'running' : 'queued', output: null });
    }
  } else if (decision.kind === 'complete') {
    changes.task.status = 'completed';
    changes.result = decision.result;
    emit(changes, 'task.completed', { degraded: changes.task.degraded, degraded_reason: changes.task.degraded_reason });
  } else if (decision.kind === 'fail') {
    end(changes, steps, decision.error);
  }
}

function release(changes: Changes, step: StepState, attempt: number) {
  change(changes, step, { status: 'queued' });
  emit(changes, 'step.released', { name: step.name, key: step.key, attempt });
}

function fail(changes: Changes, step: StepState, steps: StepState[], outcome: StepOutcome & { kind: 'failed' }) {
  const { error, attempt, retry_in_seconds } = outcome;
  const said = { name: step.name, key: step.key, attempt, error };
  if (retry_in_seconds !== null) {
    change(changes, step, { status: 'queued', error });
    emit(changes, 'step.retrying', { ...said, retry_in_seconds });
    return;
  }
  change(changes, step, { status: 'failed', error });
  emit(changes, 'step.failed', said);
  end(changes, steps, { ...error, step: step.name });
}

/** Fails the task; what it has left to do is cancelled. */
function end(changes: Changes, steps: StepState[], error: StoredError) {
  for (const step of steps) {
    if (step.status === 'queued' || step.status === 'running') change(changes, step, { status: 'cancelled' });
  }
  changes.task.status = 'failed';
  changes.error = error;
  emit(changes, 'task.failed', { error });
}

function change(changes: Changes, step: StepState, update: Pick<StepChange, 'status' | 'output' | 'error'>) {
  step.status = update.status;
  changes.steps.push({ task_id: changes.task.id, name: step.name, key: step.key, ...update });
}

function emit(changes: Changes, type: string, data: Record<string, unknown>) {
  changes.task.last_event += 1;
  changes.events.push({ task_id: changes.task.id, number: changes.task.last_event, type, data });
}

function addUsage(task: TaskState, { usage }: StepOutcome) {
  task.input_tokens += usage.input_tokens;
  task.output_tokens += usage.output_tokens;
  task.cost_usd += usage.cost_usd;
  if (usage.provider) {
    task.provider = usage.provider;
    task.model = usage.model;
  }
  if (usage.degraded_reason) {
    task.degraded = true;
    task.degraded_reason = joinReasons(task.degraded_reason, usage.degraded_reason);
  }
}
