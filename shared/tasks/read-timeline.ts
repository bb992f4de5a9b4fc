import type { Queryable } from '../database/database.ts';
import type { StoredStep, StoredTask } from './read-task.ts';
import type { StoredError } from './step-outcome.ts';

type TimedTask = Pick<
  StoredTask,
  'id' | 'status' | 'agent_type' | 'created_at' | 'finished_at' | 'degraded_reason' | 'provider' | 'model' | 'error'
> &
  Pick<StoredTask, 'input_tokens' | 'output_tokens' | 'cost_usd'>;

/** A change of a step, as an event tells it. */
export interface StepEvent {
  type: 'step.started' | 'step.completed' | 'step.failed' | 'step.retrying' | 'step.released';
  name: string;
  key: string;
  attempt: number;
  error: StoredError | null;
  retry_in_seconds: number | null;
  at: string;
}

/** A call of a model, or an answer without one, that a task asked for. */
export interface StoredCall {
  id: string;
  step: string | null;
  step_key: string | null;
  step_attempt: number | null;
  purpose: string;
  provider: string;
  model: string | null;
  outcome: 'ok' | 'error' | 'skipped' | 'cached' | 'placeholder';
  reason: string | null;
  input_tokens: number | null;
  cached_input_tokens: number | null;
  output_tokens: number | null;
  cost_usd: number | null;
  milliseconds: number;
  first_text_milliseconds: number | null;
  /** When it ended. */
  at: string;
}

/** Everything that rows tell of how a task went. */
export type StoredTimeline = TimedTask & {
  traceparent: string | null;
  as_of: Date;
  steps: StoredStep[];
  events: StepEvent[];
  calls: StoredCall[];
};

const readSql = `
  select t.id, t.status, t.agent_type, t.created_at, t.finished_at, t.degraded_reason, t.provider, t.model, t.error,
    t.input_tokens, t.output_tokens, t.cost_usd, t.traceparent, now() as as_of,
    (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'key', key, 'status', status, 'attempts', attempts,
       'queued_at', queued_at, 'started_at', started_at, 'finished_at', finished_at, 'error', error) order by stage, place), '[]')
     from steps where task_id = t.id) as steps,
    (select coalesce(jsonb_agg(jsonb_build_object('type', type, 'name', data ->> 'name', 'key', data ->> 'key',
       'attempt', data -> 'attempt', 'error', data -> 'error', 'retry_in_seconds', data -> 'retry_in_seconds',
       'at', created_at) order by number), '[]')
     from events where task_id = t.id
       and type in ('step.started', 'step.completed', 'step.failed', 'step.retrying', 'step.released')) as events,
    (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'step', step, 'step_key', step_key, 'step_attempt', step_attempt,
       'purpose', purpose, 'provider', provider, 'model', model, 'outcome', outcome, 'reason', reason,
       'input_tokens', input_tokens, 'cached_input_tokens', cached_input_tokens, 'output_tokens', output_tokens,
       'cost_usd', cost_usd, 'milliseconds', milliseconds, 'first_text_milliseconds', first_text_milliseconds,
       'at', created_at) order by created_at, id), '[]')
     from llm_calls where task_id = t.id) as calls
  from tasks t where t.id = $1`;

/** How a task went and goes, at one moment; undefined where there is none. */
export async function readTimeline(
  id: string,
  { database }: { database: Queryable },
): Promise<StoredTimeline | undefined> {
  const { rows } = await database.query<StoredTimeline>(readSql, [id]);
  return rows[0];
}
