import type { Queryable } from '../database/database.ts';
import type { Priority } from './priority.ts';
import type { StoredError } from './step-outcome.ts';
import type { StepStatus, TaskStatus } from './task-status.ts';

/** A task as rows tell it. */
export interface StoredTask {
  id: string;
  status: TaskStatus;
  agent_type: string;
  query: string;
  priority: Priority;
  input: unknown;
  metadata: Record<string, unknown>;
  max_cost_usd: number | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  degraded: boolean;
  degraded_reason: string | null;
  provider: string | null;
  model: string | null;
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
  steps_done: number;
  steps_known: number;
  error: StoredError | null;
}

/** What is read of one task besides. */
export interface StoredDetail {
  result: unknown;
  steps: StoredStep[];
  traceparent: string | null;
}

export interface StoredStep {
  name: string;
  key: string;
  status: StepStatus;
  attempts: number;
  queued_at: string;
  started_at: string | null;
  finished_at: string | null;
  error: StoredError | null;
}

/** The columns of a StoredTask, for `from tasks t`. */
export const taskColumns = `t.id, t.status, t.agent_type, t.query, t.priority, t.input, t.metadata, t.max_cost_usd, t.created_at,
  t.started_at, t.finished_at, t.degraded, t.degraded_reason, t.provider, t.model, t.input_tokens, t.output_tokens, t.cost_usd, t.error,
  (select count(*)::integer from steps where task_id = t.id and status = 'completed') as steps_done,
  (select count(*)::integer from steps where task_id = t.id) as steps_known`;

const readSql = `
  select ${taskColumns}, t.result, t.traceparent,
    (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'key', key, 'status', status, 'attempts', attempts,
       'queued_at', queued_at, 'started_at', started_at, 'finished_at', finished_at, 'error', error) order by stage, place), '[]')
     from steps where task_id = t.id) as steps
  from tasks t where t.id = $1`;

/** One task with its steps, in order, and its result; undefined where there is none. */
export async function readTask(
  id: string,
  { database }: { database: Queryable },
): Promise<(StoredTask & StoredDetail) | undefined> {
  const { rows } = await database.query<StoredTask & StoredDetail>(readSql, [id]);
  return rows[0];
}
