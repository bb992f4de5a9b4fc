import type { Queryable } from '../database/database.ts';

/** Deletes a session with its messages; false if there is none of this id. */
export async function deleteSession(id: string, { database }: { database: Queryable }): Promise<boolean> {
  const { rowCount } = await database.query('delete from sessions where id = $1', [id]);
  return rowCount > 0;
}
