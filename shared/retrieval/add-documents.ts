import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../database/database.ts';
import { checkStorable } from './check-storable.ts';
import type { NewDocument } from './new-document.ts';
import { type PreparedDocument, prepareDocument } from './prepare-document.ts';
import { storePassages } from './store-passages.ts';

/** What a stored document is known by. */
export interface AddedDocument {
  document_id: string;
  title: string;
}

/**
 * Stores documents so that search finds them, all or none, and returns them in the order given. The same title and text
 * again are the same document: it keeps its id, takes a url if one is given, and its metadata gains the new fields.
 */
export async function addDocuments(
  documents: NewDocument[],
  { database }: { database: Pick<Database, 'transaction'> },
): Promise<AddedDocument[]> {
  for (const document of documents) checkStorable(document);
  const prepared = documents.map(prepareDocument);
  const ids = await database.transaction(async (transaction) => {
    const stored = await storeDocuments(prepared, transaction);
    await storePassages(
      stored.filter(({ isNew }) => isNew),
      transaction,
    );
    return new Map(stored.map(({ id, document }) => [document.hash, id]));
  });
  return prepared.map(({ hash, title }) => ({ document_id: ids.get(hash) as string, title }));
}

async function storeDocuments(documents: PreparedDocument[], transaction: Queryable) {
  // One row a hash, in the order of the hashes: so two transactions with the same documents cannot wait for each other.
  const rows = mergeSame(documents)
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .map((document) => ({ newId: randomUUID() as string, document }));
  const { rows: kept } = await transaction.query<{ id: string; content_hash: string }>(insertDocuments, [
    rows.map(({ newId }) => newId),
    rows.map(({ document }) => document.hash),
    rows.map(({ document }) => document.title),
    rows.map(({ document }) => document.url),
    rows.map(({ document }) => JSON.stringify(document.metadata)),
    rows.map(({ document }) => document.contentType),
    rows.map(({ document }) => document.text),
    rows.map(({ document }) => document.passages.reduce((sum, { length }) => sum + length, 0)),
    rows.map(({ document }) => document.passages.length),
  ]);
  const idOf = new Map(kept.map(({ id, content_hash }) => [content_hash, id]));
  return rows.map(({ newId, document }) => {
    const id = idOf.get(document.hash) as string;
    return { id, isNew: id === newId, document };
  });
}

function mergeSame(documents: PreparedDocument[]): PreparedDocument[] {
  const merged = new Map<string, PreparedDocument>();
  for (const document of documents) {
    const before = merged.get(document.hash);
    const url = document.url ?? before?.url ?? null;
    merged.set(document.hash, { ...document, url, metadata: { ...before?.metadata, ...document.metadata } });
  }
  return [...merged.values()];
}

const insertDocuments = `
  insert into documents (id, content_hash, title, url, metadata, content_type, content, length, passage_count)
  select id, content_hash, title, url, metadata::jsonb, content_type, content, length, passage_count
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::int[])
    as given (id, content_hash, title, url, metadata, content_type, content, length, passage_count)
  order by content_hash
  on conflict (content_hash) do update
    set url = coalesce(excluded.url, documents.url), metadata = documents.metadata || excluded.metadata
  returning id, content_hash`;
