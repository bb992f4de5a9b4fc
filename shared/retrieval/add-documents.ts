import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
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
 * Stores documents so that search finds them, and returns them in the order given. The same title and text again are the
 * same document: it keeps its id, takes a url if one is given, and its metadata gains the new fields. All are checked
 * before the first is stored; then each has a transaction of its own, so that other requests are served in between, also
 * by the one connection of PGlite. Where the database fails midway, those before stay, and the same call completes it.
 */
export async function addDocuments(
  documents: NewDocument[],
  { database }: { database: Pick<Database, 'transaction'> },
): Promise<AddedDocument[]> {
  for (const document of documents) checkStorable(document);
  const prepared: PreparedDocument[] = [];
  for (const document of documents) {
    prepared.push(prepareDocument(document));
    await nextTurn();
  }
  const ids = new Map<string, string>();
  for (const document of mergeSame(prepared)) {
    ids.set(document.hash, await database.transaction((transaction) => storeDocument(document, transaction)));
    await nextTurn();
  }
  return prepared.map(({ hash, title }) => ({ document_id: ids.get(hash) as string, title }));
}

async function storeDocument(document: PreparedDocument, transaction: Queryable): Promise<string> {
  const { hash, title, url, metadata, contentType, text, passages } = document;
  const newId: string = randomUUID();
  const length = passages.reduce((sum, passage) => sum + passage.length, 0);
  const { rows } = await transaction.query<{ id: string }>(insertDocument, [
    newId,
    hash,
    title,
    url,
    JSON.stringify(metadata),
    contentType,
    text,
    length,
    passages.length,
  ]);
  const id = rows[0]?.id ?? newId;
  if (id === newId) await storePassages(id, document, transaction);
  return id;
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

const insertDocument = `
  insert into documents (id, content_hash, title, url, metadata, content_type, content, length, passage_count)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (content_hash) do update
    set url = coalesce(excluded.url, documents.url), metadata = documents.metadata || excluded.metadata
  returning id`;
