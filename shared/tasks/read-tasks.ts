import type { Queryable } from '../database/database.ts';
import { type StoredTask, taskColumns } from './read-task.ts';

/** The tasks of these ids that there are, newest first. */
export async function readTasks(ids: string[], { database }: { database: Queryable }): Promise<StoredTask[]> {
  const { rows } = await database.query<StoredTask>(
    `select ${taskColumns} from tasks t where t.id = any($1::uuid[]) order by t.created_at desc, t.id desc`,
    [ids],
  );
  return rows;
}
