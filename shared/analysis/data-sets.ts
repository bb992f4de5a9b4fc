import { createHash } from 'node:crypto';
import type { Queryable } from '../database/database.ts';
import type { AnalysisRequest } from './analysis-request.ts';

/** Data of a task, apart from it: whoever reads or lists tasks does not carry it along. */
export type KeptData = Pick<AnalysisRequest, 'data' | 'text'>;

/** Keeps data and returns its id, the SHA-256 of its JSON: the same data again is kept once. */
export async function keepData(data: KeptData, { database }: { database: Queryable }): Promise<string> {
  const content = JSON.stringify(data);
  const id = createHash('sha256').update(content).digest('hex');
  await database.query('insert into data_sets (id, content) values ($1, $2) on conflict (id) do nothing', [
    id,
    content,
  ]);
  return id;
}

/** Reads data that was kept; undefined for an id that is not known. */
export async function readKeptData(id: string, { database }: { database: Queryable }): Promise<KeptData | undefined> {
  const { rows } = await database.query<{ content: string }>('select content from data_sets where id = $1', [id]);
  return rows[0] && JSON.parse(rows[0].content);
}
