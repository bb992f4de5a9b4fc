import type { Queryable } from '../database/database.ts';
import type { Passage, PassageRow } from './passage.ts';
import { parsePassageId, passageIdOf } from './passage-id.ts';

/** The passages of these ids, in their order; ids that name none are left out. */
export async function readPassages(ids: string[], { database }: { database: Queryable }): Promise<Passage[]> {
  const wanted = ids.map(parsePassageId).filter((id) => id !== undefined);
  if (wanted.length === 0) return [];
  const { rows } = await database.query<PassageRow>(
    `select document.id as document_id, passage.place, document.title, document.url, passage.content as passage
     from unnest($1::uuid[], $2::int[]) with ordinality as wanted (document_id, place, number)
     join passages passage using (document_id, place)
     join documents document on document.id = passage.document_id
     order by wanted.number`,
    [wanted.map(({ documentId }) => documentId), wanted.map(({ place }) => place)],
  );
  return rows.map(({ place, ...row }) => ({ passage_id: passageIdOf(row.document_id, place), ...row }));
}
