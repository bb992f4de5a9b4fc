import type { Database } from '../shared/database/database.ts';
import { type AddedDocument, addDocuments } from '../shared/retrieval/add-documents.ts';
import { readSamples } from './read-samples.ts';

/** Adds the sample documents, once in a database's life: those that were deleted since stay so. Returns what it added. */
export async function loadSamples(ports: {
  database: Pick<Database, 'query' | 'transaction'>;
}): Promise<AddedDocument[]> {
  const { database } = ports;
  const { rowCount } = await database.query("select name from milestones where name = 'samples_loaded'");
  if (rowCount) return [];
  const added = await addDocuments(await readSamples(), ports);
  await database.query("insert into milestones (name) values ('samples_loaded') on conflict do nothing");
  return added;
}
