import { createHash } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { insertJobs } from '../queue/job-sql.ts';
import { deadLetterQueue } from '../queue/queue-settings.ts';
import { type Priority, rankOf } from './priority.ts';

/** Steps that wait or run without a job that brings them on, and, after `$3` seconds, those that no worker knows. */
const findSql = `
  with jobs as materialized (
    select coalesce(source_name, data ->> 'step', name) as step, data ->> 'task_id' as task_id, data ->> 'key' as key,
      state = 'active' or name = $2::text as cared_for
    from pgboss.job where state in ('created', 'retry', 'active')
  )
  select s.task_id, s.name, s.key, s.attempts, t.priority, t.created_at, s.name = any($1::text[]) as known
  from tasks t
  join steps s on s.task_id = t.id and s.status in ('queued', 'running')
  left join jobs j on j.step = s.name and j.task_id = s.task_id::text and j.key = s.key
  where t.status in ('queued', 'processing') and case
    when s.name = any($1::text[]) then j.step is null
    else j.cared_for is not true and coalesce(s.started_at, s.queued_at) < now() - $3 * interval '1 second' end
  limit 1000`;

/** Nobody would claim the jobs that an unknown step still has. */
const queueSql = `
  with found as (
    select * from json_to_recordset($1::json) as x (id uuid, name text, data jsonb, priority integer)
  ), dropped as (
    delete from pgboss.job j using found f
    where j.name = f.data ->> 'step' and j.state in ('created', 'retry')
      and j.data ->> 'task_id' = f.data ->> 'task_id' and j.data ->> 'key' = f.data ->> 'key'
  )
  ${insertJobs('found')}
  on conflict do nothing`;

interface FoundStep {
  task_id: string;
  name: string;
  key: string;
  attempts: number;
  priority: Priority;
  created_at: Date;
  known: boolean;
}

/**
 * Queues again each step whose job is gone, and has the task failed (`unknown_step`) of each that is none of `known` and
 * has waited for `unknownSeconds`: workers of a newer version may know it. Bears several sweeps at once, and any claims
 * and outcomes meanwhile: a step and its job change in one commit. Returns how many steps it found.
 */
export async function sweepSteps(
  { known, unknownSeconds = 3600 }: { known: string[]; unknownSeconds?: number },
  { database }: { database: Database },
): Promise<number> {
  const { rows } = await database.query<FoundStep>(findSql, [known, deadLetterQueue, unknownSeconds]);
  if (rows.length) await database.query(queueSql, [JSON.stringify(rows.map(jobOf))]);
  return rows.length;
}

function jobOf({ task_id, name, key, attempts, known, priority, created_at }: FoundStep) {
  const data = known ? { task_id, key } : { task_id, key, step: name, code: 'unknown_step' };
  return {
    // The same in every sweep until the step runs, so that it is queued once.
    id: createHash('sha256')
      .update(JSON.stringify([task_id, name, key, attempts]))
      .digest('hex')
      .slice(0, 32),
    name: known ? name : deadLetterQueue,
    data,
    priority: rankOf(priority, created_at),
  };
}
