import type { Database, Queryable } from '../database/database.ts';
import { completeJobs, failJobs, insertJobs, retryJobs } from '../queue/job-sql.ts';
import { type Advance, applyOutcome, type Changes, type StepChange, type StepState, type TaskState } from './apply-outcome.ts';
import { encodeNotice, notifySql } from './notices.ts';
import { rankOf } from './priority.ts';
import type { StepOutcome } from './step-outcome.ts';
import { hasEnded } from './task-status.ts';

/** What became of an outcome: whether it counted, and whether it made steps runnable. */
export interface Settlement {
  counted: boolean;
  queued: boolean;
}

/**
 * Stores how attempts of steps ended, in one transaction: outputs, events, jobs, what follows by `advance`, and results.
 * An outcome that no longer counts changes nothing but its job. Bears repetition.
 */
export function settleSteps(
  outcomes: StepOutcome[],
  { advance, workerId }: { advance: Advance; workerId: string },
  { database }: { database: Database },
): Promise<Settlement[]> {
  return database.transaction(async (transaction) => {
    const { tasks, steps } = await lockTasks([...new Set(outcomes.map(({ task_id }) => task_id))], transaction);
    const isHeld = await findHeldClaims(outcomes, transaction);
    const all = outcomes.map((outcome) => {
      const task = tasks.get(outcome.task_id);
      const counts = task && (outcome.kind === 'completed' || isHeld(outcome));
      return counts ? applyOutcome(outcome, task, steps.get(task.id) ?? [], advance) : undefined;
    });
    write(outcomes, all, workerId, transaction);
    return all.map((changes) => ({ counted: changes !== undefined, queued: (changes?.queued.length ?? 0) > 0 }));
  });
}

async function lockTasks(ids: string[], transaction: Queryable) {
  const [locked, loaded] = await Promise.all([
    transaction.query<TaskState>(
      `select id, agent_type, query, priority, input, max_cost_usd, status, created_at, last_event, degraded, degraded_reason,
         provider, model, input_tokens, output_tokens, cost_usd
       from tasks where id = any($1::uuid[]) order by id for no key update`,
      [ids],
    ),
    transaction.query<StepState & { task_id: string }>(
      'select task_id, name, key, stage, place, status, output from steps where task_id = any($1::uuid[]) order by stage, place',
      [ids],
    ),
  ]);
  return { tasks: new Map(locked.rows.map((task) => [task.id, task])), steps: Map.groupBy(loaded.rows, ({ task_id }) => task_id) };
}

/** A failure counts only for the worker that still holds the job; an output counts whoever brings it first. */
async function findHeldClaims(outcomes: StepOutcome[], transaction: Queryable): Promise<(outcome: StepOutcome) => boolean> {
  const ids = outcomes.filter(({ kind }) => kind !== 'completed').map(({ job }) => job.id);
  if (!ids.length) return () => true;
  const { rows } = await transaction.query<{ id: string; retry_count: number }>(
    "select id, retry_count from pgboss.job where name = any($1::text[]) and id = any($2::uuid[]) and state = 'active'",
    [[...new Set(outcomes.map(({ job }) => job.name))], ids],
  );
  const held = new Map(rows.map((row) => [row.id, row.retry_count]));
  return ({ job }) => held.get(job.id) === job.retry_count;
}

const writeSql = `
  with step_changes as (
    update steps s
    set status = x.status, output = coalesce(x.output, s.output), error = x.error,
      finished_at = case when x.status in ('completed', 'failed', 'cancelled') then now() end
    from json_to_recordset($1::json) as x (task_id uuid, name text, key text, status text, output jsonb, error jsonb)
    where s.task_id = x.task_id and s.name = x.name and s.key = x.key
  ), new_steps as (
    select * from json_to_recordset($2::json) as x (
      task_id uuid, id uuid, name text, key text, stage integer, place integer, input jsonb, data jsonb, priority integer)
  ), queued as (
    insert into steps (task_id, name, key, stage, place, input)
    select task_id, name, key, stage, place, input from new_steps
  ), new_jobs as (
    ${insertJobs('new_steps')}
  ), new_events as (
    insert into events (task_id, number, type, data)
    select task_id, number, type, data from json_to_recordset($3::json) as x (task_id uuid, number integer, type text, data jsonb)
  ), task_changes as (
    update tasks t
    set status = x.status, last_event = x.last_event, degraded = x.degraded, degraded_reason = x.degraded_reason,
      provider = x.provider, model = x.model, input_tokens = x.input_tokens, output_tokens = x.output_tokens,
      cost_usd = x.cost_usd, result = x.result, error = x.error, finished_at = case when x.ended then now() end
    from json_to_recordset($4::json) as x (
      id uuid, status text, last_event integer, degraded boolean, degraded_reason text, provider text, model text,
      input_tokens integer, output_tokens integer, cost_usd float8, result jsonb, error jsonb, ended boolean)
    where t.id = x.id
  ), settled as (
    select * from json_to_recordset($5::json) as x (
      id uuid, name text, retry_count integer, outcome text, output jsonb, delay_seconds float8)
  ), completed as (
    ${completeJobs("(select * from settled where outcome = 'complete')")}
  ), failed as (
    ${failJobs("(select * from settled where outcome = 'fail')")}
  ), retried as (
    ${retryJobs("(select * from settled where outcome = 'retry')")}
  )
  select ${notifySql(6)}`;

/** Sends what changed, and does not wait: the transaction's end does. */
function write(outcomes: StepOutcome[], all: (Changes | undefined)[], workerId: string, transaction: Queryable): void {
  const made = all.filter((changes) => changes !== undefined);
  const tasks = new Map(made.map((changes) => [changes.task.id, { ...changes.task, result: null, error: null, ended: false }]));
  for (const { task, result, error } of made) {
    Object.assign(tasks.get(task.id) ?? {}, { ...task, ended: hasEnded(task.status), result: result ?? null, error: error ?? null });
  }
  const queued = made.flatMap(({ task, queued: steps }) =>
    steps.map((step) => ({
      ...step, id: crypto.randomUUID(), data: { task_id: task.id, key: step.key }, priority: rankOf(task.priority, task.created_at),
    })),
  );
  const released = outcomes.some(({ kind }) => kind === 'released');
  const notice = encodeNotice({
    queues: [...new Set([...queued, ...(released ? outcomes.map(({ job }) => job) : [])].map(({ name }) => name))],
    tasks: [...tasks.keys()],
    by: workerId,
    stopped: [...tasks.values()].filter(({ status }) => status === 'failed').map(({ id }) => id),
  });
  const jobs = outcomes.map((outcome, index) => ({ ...outcome.job, ...settlementOf(outcome, all[index] !== undefined) }));
  void transaction.query(writeSql, [
    JSON.stringify(lastOfEach(made.flatMap(({ steps }) => steps))),
    JSON.stringify(queued),
    JSON.stringify(made.flatMap(({ events }) => events)),
    JSON.stringify([...tasks.values()]),
    JSON.stringify(jobs),
    notice,
  ]);
}

function settlementOf(outcome: StepOutcome, counts: boolean) {
  if (!counts || outcome.kind === 'completed') return { outcome: 'complete' };
  if (outcome.kind === 'released') return { outcome: 'retry', delay_seconds: 0 };
  const output = outcome.error;
  return outcome.retry_in_seconds === null ? { outcome: 'fail', output } : { outcome: 'retry', output, delay_seconds: outcome.retry_in_seconds };
}

/** The last change of each step. */
const lastOfEach = (changes: StepChange[]): StepChange[] => [
  ...new Map(changes.map((change) => [`${change.task_id} ${change.name} ${change.key}`, change])).values(),
];
