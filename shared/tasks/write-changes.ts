import type { Queryable } from '../database/database.ts';
import { insertJobs, settleJobs, settlementColumns } from '../queue/job-sql.ts';
import type { Changes, NewStep, StepChange, TaskState } from './apply-outcome.ts';
import type { ClaimedStep } from './claim-steps.ts';
import { encodeNotice, notifySql } from './notices.ts';
import { rankOf } from './priority.ts';
import type { StepOutcome } from './step-outcome.ts';
import { storableJson } from './storable-json.ts';
import { hasEnded } from './task-status.ts';

/** Times are the statement's own: the transaction's may be older than what others wrote before it had their lock. */
const writeSql = `
  with step_changes as (
    update steps s
    set status = x.status, output = coalesce(x.output, s.output), error = x.error,
      finished_at = case when x.status in ('completed', 'failed', 'cancelled') then statement_timestamp() end
    from json_to_recordset($1::json) as x (task_id uuid, name text, key text, status text, output jsonb, error jsonb)
    where s.task_id = x.task_id and s.name = x.name and s.key = x.key
  ), new_steps as (
    select * from json_to_recordset($2::json) as x (
      task_id uuid, id uuid, name text, key text, stage integer, place integer, input jsonb, data jsonb,
      priority integer, taken boolean)
  ), queued as (
    insert into steps (task_id, name, key, stage, place, input, status, attempts, queued_at, started_at)
    select task_id, name, key, stage, place, input, case when taken then 'running' else 'queued' end, taken::integer,
      statement_timestamp(), case when taken then statement_timestamp() end
    from new_steps
  ), new_jobs as (
    ${insertJobs('new_steps', 'taken')} returning id, retry_limit
  ), new_events as (
    insert into events (task_id, number, type, data, created_at)
    select task_id, number, type, data, statement_timestamp()
    from json_to_recordset($3::json) as x (task_id uuid, number integer, type text, data jsonb)
  ), task_changes as (
    update tasks t
    set status = x.status, last_event = x.last_event, degraded = x.degraded, degraded_reason = x.degraded_reason,
      provider = x.provider, model = x.model, input_tokens = x.input_tokens, output_tokens = x.output_tokens,
      cost_usd = x.cost_usd, result = x.result, error = x.error, finished_at = case when x.ended then statement_timestamp() end
    from json_to_recordset($4::json) as x (
      id uuid, status text, last_event integer, degraded boolean, degraded_reason text, provider text, model text,
      input_tokens integer, output_tokens integer, cost_usd float8, result jsonb, error jsonb, ended boolean)
    where t.id = x.id
  ), settled as (
    ${settleJobs(`json_to_recordset($5::json) as x (${settlementColumns})`)}
  )
  select ${notifySql(6)}, (select json_agg(new_jobs) from new_jobs) as jobs`;

/** A new step, and the job that it is queued as. */
type QueuedJob = NewStep & { id: string; data: { task_id: string; key: string }; priority: number; task: TaskState };

/**
 * Writes what the outcomes changed, and settles their jobs; an outcome without changes only completes its job. Resolves to
 * the steps that the worker has taken.
 */
export async function writeChanges(
  outcomes: StepOutcome[],
  all: (Changes | undefined)[],
  workerId: string,
  transaction: Queryable,
): Promise<ClaimedStep[]> {
  const made = all.filter((changes) => changes !== undefined);
  const tasks = [...new Map(made.map((changes) => [changes.task.id, rowOf(changes)])).values()];
  const queued = made.flatMap(({ task, queued: steps }) => steps.map((step) => jobOf(step, task)));
  const jobs = outcomes.map((outcome, index) => ({
    ...outcome.job,
    ...settlementOf(outcome, all[index] !== undefined),
  }));
  const { rows } = await transaction.query<{ jobs: { id: string; retry_limit: number }[] | null }>(writeSql, [
    storableJson(lastOfEach(made.flatMap(({ steps }) => steps))),
    storableJson(queued.map(({ task: _, ...job }) => job)),
    storableJson(made.flatMap(({ events }) => events)),
    storableJson(tasks),
    storableJson(jobs),
    encodeNotice({
      by: workerId,
      queues: namesOf([
        ...queued.filter(({ taken }) => !taken),
        ...outcomes.filter(({ kind }) => kind === 'released').map(({ job }) => job),
      ]),
      tasks: tasks.map(({ id }) => id),
      stopped: tasks.filter(({ status }) => status === 'failed').map(({ id }) => id),
    }),
  ]);
  const limits = new Map(rows[0]?.jobs?.map(({ id, retry_limit }) => [id, retry_limit]));
  return queued.filter(({ taken }) => taken).map((job) => claimOf(job, limits.get(job.id) ?? 0));
}

/** The task as its last outcome left it: of several in one commit only the last can have ended it. */
const rowOf = ({ task, result, error }: Changes) => ({
  ...task,
  result: result ?? null,
  error: error ?? null,
  ended: hasEnded(task.status),
});

const jobOf = (step: NewStep, task: TaskState): QueuedJob => ({
  ...step,
  id: crypto.randomUUID(),
  data: { task_id: task.id, key: step.key },
  priority: rankOf(task.priority, task.created_at),
  task,
});

const claimOf = ({ id, name, key, input, task }: QueuedJob, retryLimit: number): ClaimedStep => ({
  job: { id, name, retry_count: 0 },
  last_attempt: retryLimit === 0,
  name,
  key,
  attempt: 1,
  input,
  runnable_since: new Date(),
  started_at: null,
  task,
});

const namesOf = (jobs: { name: string }[]): string[] => [...new Set(jobs.map(({ name }) => name))];

function settlementOf(outcome: StepOutcome, counts: boolean) {
  if (!counts || outcome.kind === 'completed') return { outcome: 'complete' };
  if (outcome.kind === 'released') return { outcome: 'release' };
  const output = outcome.error;
  return outcome.retry_in_seconds === null
    ? { outcome: 'fail', output }
    : { outcome: 'retry', output, delay_seconds: outcome.retry_in_seconds };
}

/** The last change of each step. */
const lastOfEach = (changes: StepChange[]): StepChange[] => [
  ...new Map(changes.map((change) => [`${change.task_id} ${change.name} ${change.key}`, change])).values(),
];
