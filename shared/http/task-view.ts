import * as z from 'zod';
import { priorities } from '../tasks/priority.ts';
import type { StoredDetail, StoredStep, StoredTask } from '../tasks/read-task.ts';
import { taskStatuses } from '../tasks/task-status.ts';
import { parseTraceparent } from '../telemetry/trace-context.ts';

const Time = z.iso.datetime();
const StoredErrorView = z.object({ code: z.string(), message: z.string(), step: z.string().optional() });

/** A task as the API shows it in lists. */
export const TaskSummary = z.object({
  task_id: z.uuid(),
  status: z.enum(taskStatuses),
  agent_type: z.string(),
  query: z.string(),
  priority: z.enum(priorities),
  input: z.unknown(),
  metadata: z.record(z.string(), z.unknown()),
  max_cost_usd: z.number().nullable(),
  created_at: Time,
  started_at: Time.nullable(),
  finished_at: Time.nullable(),
  progress: z.object({ done: z.int(), total: z.int() }).describe('Steps done, and steps known so far.'),
  degraded: z.boolean().describe('Is the result less than it could be?'),
  degraded_reason: z.string().nullable(),
  provider: z.string().nullable().describe('Who answered the last model call; placeholder where no model did.'),
  model: z.string().nullable(),
  usage: z.object({ input_tokens: z.int(), output_tokens: z.int() }),
  cost_usd: z.number(),
  error: StoredErrorView.nullable(),
});

const StepView = z.object({
  name: z.string(),
  key: z.string(),
  status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
  attempts: z.int(),
  queued_at: Time,
  started_at: Time.nullable(),
  finished_at: Time.nullable(),
  error: StoredErrorView.nullable(),
});

/** A task with its steps and, once it has one, its result. */
export const TaskDetail = TaskSummary.extend({
  steps: z.array(StepView),
  result: z.unknown().describe('What the agent made; null until it has.'),
  trace_id: z.string().nullable().describe('Names it in logs and traces; null for a task from before it was traced.'),
});

/** How the API shows a stored task. */
export function viewTask(task: StoredTask): z.input<typeof TaskSummary> {
  return {
    task_id: task.id,
    status: task.status,
    agent_type: task.agent_type,
    query: task.query,
    priority: task.priority,
    input: task.input,
    metadata: task.metadata,
    max_cost_usd: task.max_cost_usd,
    created_at: task.created_at.toISOString(),
    started_at: task.started_at?.toISOString() ?? null,
    finished_at: task.finished_at?.toISOString() ?? null,
    progress: { done: task.steps_done, total: task.steps_known },
    degraded: task.degraded,
    degraded_reason: task.degraded_reason,
    provider: task.provider,
    model: task.model,
    usage: { input_tokens: task.input_tokens, output_tokens: task.output_tokens },
    cost_usd: task.cost_usd,
    error: task.error,
  };
}

/** How the API shows a stored task with its steps and result. */
export function viewTaskDetail(task: StoredTask & StoredDetail): z.input<typeof TaskDetail> {
  const trace_id = parseTraceparent(task.traceparent)?.trace_id ?? null;
  return { ...viewTask(task), steps: task.steps.map(viewStep), result: task.result, trace_id };
}

const viewStep = (step: StoredStep): z.input<typeof StepView> => ({
  ...step,
  queued_at: toIso(step.queued_at),
  started_at: step.started_at && toIso(step.started_at),
  finished_at: step.finished_at && toIso(step.finished_at),
});

const toIso = (time: string): string => new Date(time).toISOString();
