import { readdir, readFile } from 'node:fs/promises';
import type { Database } from '../shared/database/database.ts';
import { type AddedDocument, addDocuments } from '../shared/retrieval/add-documents.ts';

const folder = new URL('../samples/', import.meta.url);

/** Adds the sample documents to the knowledge base; those that it has already stay as they are. */
export async function loadSamples({ database }: { database: Pick<Database, 'transaction'> }): Promise<AddedDocument[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const documents = names.map(async (name) => ({
    content: await readFile(new URL(name, folder), 'utf8'),
    content_type: 'text/markdown' as const,
    metadata: { sample: name },
  }));
  return addDocuments(await Promise.all(documents), { database });
}
