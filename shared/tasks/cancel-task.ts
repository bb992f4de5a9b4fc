import type { Database } from '../database/database.ts';
import { encodeNotice, notifySql } from './notices.ts';
import type { TaskStatus } from './task-status.ts';
import { type TracedTask, traceTask } from './trace-task.ts';

/** Times are the statement's own, as where steps are settled. */
const cancelSql = `
  with cancelled as (
    update tasks set status = 'cancelled', finished_at = statement_timestamp(), last_event = last_event + 1
    where id = $1 and status in ('queued', 'processing')
    returning id, last_event, agent_type, created_at, traceparent, parent_span_id
  ), steps_cancelled as (
    update steps set status = 'cancelled', finished_at = statement_timestamp()
    where task_id in (select id from cancelled) and status in ('queued', 'running')
  ), announced as (
    insert into events (task_id, number, type, data, created_at)
    select id, last_event, 'task.cancelled', '{}', statement_timestamp() from cancelled
  )
  select id, agent_type, created_at, traceparent, parent_span_id, (select ${notifySql(2)}) from cancelled`;

/**
 * Cancels a task: what it has not finished never will be. Returns the status that it had before where that was an end
 * already, and undefined where there is no such task.
 */
export async function cancelTask(
  id: string,
  { database }: { database: Database },
): Promise<'cancelled now' | TaskStatus | undefined> {
  const cancelled = await database.transaction(async (transaction) => {
    // Before the steps are read: who settles one holds this lock, and may queue others.
    await transaction.query('select from tasks where id = $1 for no key update', [id]);
    return transaction.query<TracedTask>(cancelSql, [id, encodeNotice({ tasks: [id], stopped: [id] })]);
  });
  if (cancelled.rows[0]) {
    traceTask(cancelled.rows[0], 'cancelled');
    return 'cancelled now';
  }
  const { rows } = await database.query<{ status: TaskStatus }>('select status from tasks where id = $1', [id]);
  return rows[0]?.status;
}
