import type { Queryable } from '../database/database.ts';
import { histogramSamples } from '../telemetry/instruments.ts';
import type { MetricDeclaration } from '../telemetry/metric-declarations.ts';
import { databaseMetrics as names } from '../telemetry/metric-names.ts';
import type { Sample } from '../telemetry/sample-text.ts';

/** Tasks that were accepted at or after `from` and before `until`; both as Postgres writes times. */
export interface Period {
  from: string;
  until: string;
}

/** Since when not every task has ended for good, at least `known`; a task that is about to be committed counts as open. */
export async function findSettled(known: string, { database }: { database: Queryable }): Promise<string> {
  const { rows } = await database.query<{ before: string }>(
    `select greatest($1::timestamptz, least(min(created_at), now() - interval '2 minutes'))::text as before
     from tasks where status in ('queued', 'processing')`,
    [known],
  );
  return rows[0]?.before ?? known;
}

/** An array of how many rows have `seconds` in each bucket, +Inf last; and the sum of all. */
const bucketed = (seconds: string, { buckets = [] }: MetricDeclaration, name: string): string => {
  const filters = [...buckets, 'infinity'].map((bound, place) => {
    const above = place ? `${seconds} > ${buckets[place - 1]} and ` : '';
    return `count(*) filter (where ${above}${seconds} <= '${bound}'::float8)::integer`;
  });
  return `array[${filters.join(', ')}] as ${name}, coalesce(sum(${seconds}), 0)::float8 as ${name}_sum`;
};

const between = (one: string, other: string): string => `extract(epoch from ${other} - ${one})::float8`;

const tasksSql = `
  select agent_type as agent, status as outcome, status in ('completed', 'failed', 'cancelled') as ended,
    count(*)::integer as tasks, sum(cost_usd)::float8 as cost, count(*) filter (where degraded)::integer as degraded,
    count(*) filter (where error ->> 'code' in ('worker_lost', 'unknown_step'))::integer as dead_letters,
    ${bucketed(between('created_at', 'started_at'), names.taskWait, 'wait')},
    ${bucketed(between('created_at', 'finished_at'), names.taskDuration, 'duration')}
  from tasks where created_at >= $1::timestamptz and created_at < $2::timestamptz
  group by agent_type, status`;

const stepsSql = `
  select t.agent_type as agent, s.name as step, s.status as outcome,
    s.status in ('completed', 'failed', 'cancelled') as ended, count(*)::integer as steps, sum(s.attempts)::integer as attempts,
    ${bucketed(between('s.queued_at', 's.started_at'), names.stepWait, 'wait')}
  from tasks t join steps s on s.task_id = t.id
  where t.created_at >= $1::timestamptz and t.created_at < $2::timestamptz
  group by t.agent_type, s.name, s.status`;

interface TaskRow {
  agent: string;
  outcome: string;
  ended: boolean;
  tasks: number;
  cost: number;
  degraded: number;
  dead_letters: number;
  wait: number[];
  wait_sum: number;
  duration: number[];
  duration_sum: number;
}

interface StepRow {
  agent: string;
  step: string;
  outcome: string;
  ended: boolean;
  steps: number;
  attempts: number;
  wait: number[];
  wait_sum: number;
}

/** Counts a period's tasks and steps; the counts of two periods add up to those of both. */
export async function measureTasks({ from, until }: Period, { database }: { database: Queryable }): Promise<Sample[]> {
  const tasks = await database.query<TaskRow>(tasksSql, [from, until]);
  const steps = await database.query<StepRow>(stepsSql, [from, until]);
  return [...tasks.rows.flatMap(taskSamples), ...steps.rows.flatMap(stepSamples)];
}

function taskSamples(row: TaskRow): Sample[] {
  const { agent, outcome, ended } = row;
  const labels = { agent };
  const samples = [
    { name: names.tasksCreated.name, labels, value: row.tasks },
    { name: names.taskCost.name, labels, value: row.cost },
    { name: names.deadLetters.name, labels, value: row.dead_letters },
    { name: names.tasksDegraded.name, labels, value: ended ? row.degraded : 0 },
    ...histogramSamples(names.taskWait, labels, { counts: row.wait, sum: row.wait_sum }),
  ];
  if (!ended) return samples;
  const spent = { counts: row.duration, sum: row.duration_sum };
  return [
    ...samples,
    { name: names.tasksFinished.name, labels: { agent, outcome }, value: row.tasks },
    ...histogramSamples(names.taskDuration, { agent, outcome }, spent),
  ];
}

function stepSamples({ agent, step, outcome, ended, steps, attempts, wait, wait_sum }: StepRow): Sample[] {
  const samples = [
    { name: names.stepsAttempted.name, labels: { agent, step }, value: attempts },
    ...histogramSamples(names.stepWait, { step }, { counts: wait, sum: wait_sum }),
  ];
  return ended
    ? [{ name: names.stepsFinished.name, labels: { agent, step, outcome }, value: steps }, ...samples]
    : samples;
}
