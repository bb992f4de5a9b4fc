import type { Queryable } from '../database/database.ts';

/** Deletes a document with its passages and postings; false if there is none of this id. */
export async function deleteDocument(id: string, { database }: { database: Queryable }): Promise<boolean> {
  const { rowCount } = await database.query('delete from documents where id = $1', [id]);
  return rowCount > 0;
}
