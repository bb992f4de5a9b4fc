import type { Database } from '../shared/database/database.ts';
import { type AddedDocument, addDocuments } from '../shared/retrieval/add-documents.ts';
import { readSamples } from './read-samples.ts';

/** Adds the sample documents to the knowledge base; those that it has already stay as they are. */
export const loadSamples = async (ports: { database: Pick<Database, 'transaction'> }): Promise<AddedDocument[]> =>
  addDocuments(await readSamples(), ports);
