import type { Queryable } from '../database/database.ts';
import type { ContentType } from './content-type.ts';

/** A document as lists show it. */
export interface DocumentSummary {
  document_id: string;
  title: string;
  url: string | null;
  metadata: Record<string, unknown>;
  content_type: ContentType;
  passages: number;
  created_at: Date;
}

/** A place in the list of documents. */
export interface DocumentPosition {
  /** Milliseconds since 1970. */
  created_at: number;
  id: string;
}

/** The documents after a place in the list (or from its start), newest first, and where the rest begins: null if there is none. */
export async function listDocuments(
  { limit, after }: { limit: number; after?: DocumentPosition | undefined },
  { database }: { database: Queryable },
): Promise<{ items: DocumentSummary[]; next: DocumentPosition | null }> {
  const { rows } = await database.query<DocumentSummary>(
    `select id as document_id, title, url, metadata, content_type, passage_count as passages, created_at
     from documents
     where $1::timestamptz is null or (created_at, id) < ($1::timestamptz, $2::uuid)
     order by created_at desc, id desc
     limit $3::int`,
    [after ? new Date(after.created_at).toISOString() : null, after?.id ?? null, limit + 1],
  );
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, next: last ? { created_at: last.created_at.getTime(), id: last.document_id } : null };
}
