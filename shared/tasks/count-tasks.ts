import type { Queryable } from '../database/database.ts';
import { type TaskStatus, taskStatuses } from './task-status.ts';

/** How many tasks there are of each status. */
export async function countTasks({ database }: { database: Queryable }): Promise<Record<TaskStatus, number>> {
  const { rows } = await database.query<{ status: TaskStatus; count: number }>(
    'select status, count(*)::integer as count from tasks group by status',
  );
  const none = Object.fromEntries(taskStatuses.map((status) => [status, 0])) as Record<TaskStatus, number>;
  return { ...none, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
}
