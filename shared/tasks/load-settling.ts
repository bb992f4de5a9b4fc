import type { Queryable } from '../database/database.ts';
import { highestWaitingRank } from '../queue/job-sql.ts';
import type { StepState, TaskState } from './apply-outcome.ts';
import type { StepOutcome } from './step-outcome.ts';

/** What has to be known to settle outcomes. */
export interface Settling {
  tasks: Map<string, TaskState>;
  steps: Map<string, StepState[]>;
  /** Does the worker still hold the outcome's job? */
  holds(outcome: StepOutcome): boolean;
  /** The highest rank among the runnable jobs of the worker's queues; null where none waits. */
  waitingRank: number | null;
}

/**
 * For the rest of the transaction: rows are looked up by their keys, and plans are kept. What the statistics of a young
 * table recommend is to read all of it for every step, and planning anew takes longer than running. Bitmap scans would
 * visit every dead entry of an index until the next vacuum, such as of each job that was active once; plain scans mark them.
 */
const lookUpByKeys = `
  select set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`;

/** Locks the outcomes' tasks, in the order of their ids, and loads what settling needs of them, in one round trip. */
export async function loadSettling(
  outcomes: StepOutcome[],
  queues: string[],
  transaction: Queryable,
): Promise<Settling> {
  const ids = [...new Set(outcomes.map(({ task_id }) => task_id))];
  const [, tasks, steps, holds] = await Promise.all([
    transaction.query(lookUpByKeys, []),
    transaction.query<TaskState & { waiting_rank: number | null }>(
      `select (${highestWaitingRank('$2')}) as waiting_rank, id, agent_type, query, priority, input, max_cost_usd, status, created_at, last_event, degraded, degraded_reason,
         provider, model, input_tokens, output_tokens, cost_usd, traceparent, parent_span_id
       from tasks where id = any($1::uuid[]) order by id for no key update`,
      [ids, queues],
    ),
    transaction.query<StepState & { task_id: string }>(
      'select task_id, name, key, stage, place, status, output from steps where task_id = any($1::uuid[]) order by stage, place',
      [ids],
    ),
    findHeld(outcomes, transaction),
  ]);
  return {
    tasks: new Map(tasks.rows.map((task) => [task.id, task])),
    steps: Map.groupBy(steps.rows, ({ task_id }) => task_id),
    holds,
    waitingRank: tasks.rows[0]?.waiting_rank ?? null,
  };
}

/** Only a failure needs the claim: an output counts whoever brings it first. */
async function findHeld(outcomes: StepOutcome[], transaction: Queryable): Promise<Settling['holds']> {
  const jobs = outcomes.filter(({ kind }) => kind !== 'completed').map(({ job }) => job);
  if (!jobs.length) return () => true;
  const { rows } = await transaction.query<{ id: string; retry_count: number }>(
    "select id, retry_count from pgboss.job where name = any($1::text[]) and id = any($2::uuid[]) and state = 'active'",
    [[...new Set(jobs.map(({ name }) => name))], jobs.map(({ id }) => id)],
  );
  const held = new Map(rows.map((row) => [row.id, row.retry_count]));
  return ({ job }) => held.get(job.id) === job.retry_count;
}
