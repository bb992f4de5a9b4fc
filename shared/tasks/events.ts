import type { Queryable } from '../database/database.ts';
import { encodeNotice, notifySql } from './notices.ts';
import { storableJson } from './storable-json.ts';

/** Something that happened to a task; numbered from 1 without gaps within the task. */
export interface TaskEvent {
  number: number;
  type: string;
  data: Record<string, unknown>;
  created_at: Date;
}

/** The task's events after `number`, in order, at most `limit`. */
export async function readEvents(
  taskId: string,
  after: number,
  limit: number,
  { database }: { database: Queryable },
): Promise<TaskEvent[]> {
  const { rows } = await database.query<TaskEvent>(
    'select number, type, data, created_at from events where task_id = $1 and number > $2 order by number limit $3',
    [taskId, after, limit],
  );
  return rows;
}

/** Dated once the task is locked: who had the lock before may have told of something later than the statement's begin. */
const appendSql = `
  with counted as (
    update tasks set last_event = last_event + 1 where id = $1 and status in ('queued', 'processing') returning id, last_event
  ), announced as (
    insert into events (task_id, number, type, data, created_at)
    select id, last_event, $2::text, $3::jsonb, clock_timestamp() from counted
  )
  select last_event, (select ${notifySql(4)}) from counted`;

/** Adds an event to a task that has not ended; to one that has, nothing. */
export async function appendEvent(
  taskId: string,
  event: Pick<TaskEvent, 'type' | 'data'>,
  { database }: { database: Queryable },
): Promise<void> {
  await database.query(appendSql, [taskId, event.type, storableJson(event.data), encodeNotice({ tasks: [taskId] })]);
}

/** Will the task get no further event? True also where there is no such task. */
export async function hasTaskEnded(taskId: string, { database }: { database: Queryable }): Promise<boolean> {
  const { rowCount } = await database.query("select from tasks where id = $1 and status in ('queued', 'processing')", [
    taskId,
  ]);
  return rowCount === 0;
}
