import type { Database } from '../database/database.ts';
import type { ClaimedStep } from './claim-steps.ts';

const startSql = `
  with claimed as materialized (
    select * from json_to_recordset($1::json) as x (
      job_id uuid, task_id uuid, name text, key text, attempt integer, started_at timestamptz)
  ), locked as materialized (
    select id, status from tasks where id = any(array(select task_id from claimed)) order by id for no key update
  ), moment as materialized (
    select clock_timestamp() as told_at from (select count(*) from locked) waited_for
  ), untold as (
    select c.job_id, c.task_id, c.name, c.key, c.started_at, number as attempt,
      row_number() over (partition by c.task_id order by c.name, c.key, number) as place,
      count(*) over (partition by c.task_id) as total
    from claimed c join locked l on l.id = c.task_id and l.status in ('queued', 'processing')
    cross join lateral generate_series(
      case when c.attempt = 1 and not $2::boolean then 1 else (
        select coalesce(max((e.data ->> 'attempt')::integer), 0) + 1 from events e
        where e.task_id = c.task_id and e.type = 'step.started' and e.data ->> 'name' = c.name and e.data ->> 'key' = c.key
      ) end, c.attempt) as number
  ), counted as (
    update tasks t
    set status = 'processing', started_at = least(t.started_at, n.started_at), last_event = t.last_event + n.total
    from (select task_id, total, min(started_at) as started_at from untold group by task_id, total) n
    where t.id = n.task_id and t.id = any(array(select id from locked))
    returning t.id, t.last_event - n.total as before
  ), announced as (
    insert into events (task_id, number, type, data, created_at)
    select n.task_id, c.before + n.place, 'step.started', jsonb_build_object('name', n.name, 'key', n.key, 'attempt', n.attempt),
      m.told_at
    from untold n join counted c on c.id = n.task_id cross join moment m
    returning task_id
  ), told as (
    select pg_notify('multi_agent', jsonb_build_object('tasks',
      case when count(*) > 150 then '"all"' else jsonb_agg(distinct task_id) end)::text)
    from announced having count(*) > 0
  )
  select c.job_id, (select count(*)::integer from told) as told, set_config('synchronous_commit', 'off', true) as unflushed
  from claimed c join locked l on l.id = c.task_id and l.status in ('queued', 'processing')`;

/**
 * Marks the tasks of claimed steps as processing, with an event for each attempt: also for an earlier one whose worker died
 * before it got here. A task has started when its first step did; an event is dated when it is told, with the tasks locked,
 * so that a task's events are in order. Resolves to the ids of the jobs whose task had not ended since the claim. One commit, which waits for
 * no disk: where it is lost, the next attempt tells of this one.
 */
export function markStarted(steps: ClaimedStep[], ports: { database: Database }): Promise<Set<string>> {
  return mark(steps, false, ports);
}

/** The same where an earlier call failed, and may have been written all the same: nothing is told twice. */
export function markStartedAgain(steps: ClaimedStep[], ports: { database: Database }): Promise<Set<string>> {
  return mark(steps, true, ports);
}

async function mark(steps: ClaimedStep[], again: boolean, { database }: { database: Database }): Promise<Set<string>> {
  if (!steps.length) return new Set();
  const claims = steps.map(({ job, task, name, key, attempt, started_at }) => ({
    job_id: job.id,
    task_id: task.id,
    name,
    key,
    attempt,
    started_at,
  }));
  const { rows } = await database.query<{ job_id: string }>(startSql, [JSON.stringify(claims), again]);
  return new Set(rows.map(({ job_id }) => job_id));
}
