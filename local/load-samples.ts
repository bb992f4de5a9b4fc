import type { Database } from '../shared/database/database.ts';
import { type AddedDocument, addDocuments } from '../shared/retrieval/add-documents.ts';
import { readSamples } from './read-samples.ts';

/** Stores the sample documents; those that are stored already stay as they are. */
export const loadSamples = async ({ database }: { database: Database }): Promise<AddedDocument[]> =>
  addDocuments(await readSamples(), { database });
