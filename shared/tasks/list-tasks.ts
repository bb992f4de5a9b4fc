import type { Queryable } from '../database/database.ts';
import { type StoredTask, taskColumns } from './read-task.ts';
import type { TaskStatus } from './task-status.ts';

export interface TaskFilter {
  status?: TaskStatus | undefined;
  agent_type?: string | undefined;
  created_before?: Date | undefined;
  created_after?: Date | undefined;
  /** Keys and values that the task's metadata must have. */
  metadata?: Record<string, unknown> | undefined;
}

/** The last task of a page; the next page begins after it. */
export interface TaskPosition {
  created_at: Date;
  id: string;
}

/** Tasks that pass the filter, newest first, after `after`, at most `limit`. */
export async function listTasks(
  filter: TaskFilter,
  page: { limit: number; after?: TaskPosition | undefined },
  { database }: { database: Queryable },
): Promise<StoredTask[]> {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const where = (sql: (parameter: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(sql(`$${values.length}`));
  };
  where((p) => `t.status = ${p}`, filter.status);
  where((p) => `t.agent_type = ${p}`, filter.agent_type);
  where((p) => `t.created_at < ${p}`, filter.created_before);
  where((p) => `t.created_at > ${p}`, filter.created_after);
  where((p) => `t.metadata @> ${p}::jsonb`, filter.metadata && JSON.stringify(filter.metadata));
  where((p) => `(t.created_at, t.id) < (${p}::timestamptz, $${values.length + 1}::uuid)`, page.after?.created_at);
  if (page.after) values.push(page.after.id);
  values.push(page.limit);
  const { rows } = await database.query<StoredTask>(
    `select ${taskColumns} from tasks t ${conditions.length ? `where ${conditions.join(' and ')}` : ''}
     order by t.created_at desc, t.id desc limit $${values.length}`,
    values,
  );
  return rows;
}
