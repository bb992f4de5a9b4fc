import { createHash } from 'node:crypto';
import type { Queryable } from '../database/database.ts';
import type { AnalysisRequest } from './analysis-request.ts';

/** Data of a task, apart from it: whoever reads or lists tasks does not carry it along. */
export type KeptData = Pick<AnalysisRequest, 'data' | 'text'>;

/** Kept again, it is as new: its next task is on its way. */
const keepSql = `
  insert into data_sets (id, content) values ($1, $2)
  on conflict (id) do update set created_at = excluded.created_at`;

/** The hour is for those whose task is not accepted yet. */
const dropSql = `
  delete from data_sets d
  where created_at < now() - interval '1 hour' and not exists (
    select 1 from tasks t where t.status in ('queued', 'processing') and t.input ->> 'data_set' = d.id)`;

/** Keeps data and returns its id, the SHA-256 of its JSON: the same data again is kept once. */
export async function keepData(data: KeptData, { database }: { database: Queryable }): Promise<string> {
  const content = JSON.stringify(data);
  const id = createHash('sha256').update(content).digest('hex');
  await database.query(keepSql, [id, content]);
  return id;
}

/** Reads data that was kept; undefined for an id that is not known. */
export async function readKeptData(id: string, { database }: { database: Queryable }): Promise<KeptData | undefined> {
  const { rows } = await database.query<{ content: string }>('select content from data_sets where id = $1', [id]);
  return rows[0] && JSON.parse(rows[0].content);
}

/** Is there data of this id? */
export async function isKept(id: string, { database }: { database: Queryable }): Promise<boolean> {
  return (await database.query('select 1 from data_sets where id = $1', [id])).rows.length > 0;
}

/** Drops the data whose tasks have ended. Returns how many sets it were. */
export async function dropUsedData({ database }: { database: Queryable }): Promise<number> {
  return (await database.query(dropSql)).rowCount;
}
