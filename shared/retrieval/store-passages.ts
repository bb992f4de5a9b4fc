import type { Queryable } from '../database/database.ts';
import { postingsOf } from './postings-of.ts';
import type { PreparedDocument } from './prepare-document.ts';

interface StoredDocument {
  id: string;
  document: PreparedDocument;
}

/** Postings in one statement: enough that round trips do not count, few enough to hold in memory twice. */
const postingsAtOnce = 20_000;

/** Stores the passages of new documents and the postings that search finds them by. */
export async function storePassages(documents: StoredDocument[], transaction: Queryable): Promise<void> {
  if (documents.length === 0) return;
  const passages = documents.flatMap(({ id, document }) =>
    document.passages.map((passage) => ({ ...passage, documentId: id })),
  );
  await transaction.query(insertPassages, [
    passages.map(({ documentId }) => documentId),
    passages.map(({ place }) => place),
    passages.map(({ start }) => start),
    passages.map(({ end }) => end),
    passages.map(({ text }) => text),
  ]);
  const postings = documents.flatMap(({ id, document }) =>
    [...postingsOf(document)].map(([term, posting]) => ({ id, term, ...posting })),
  );
  for (let start = 0; start < postings.length; start += postingsAtOnce) {
    const some = postings.slice(start, start + postingsAtOnce);
    await transaction.query(insertPostings, [
      some.map(({ term }) => term),
      some.map(({ id }) => id),
      some.map(({ frequency }) => frequency),
      some.map(({ titleFrequency }) => titleFrequency),
      some.map(({ places }) => `{${places}}`),
      some.map(({ placeFrequencies }) => `{${placeFrequencies}}`),
      some.map(({ placeLengths }) => `{${placeLengths}}`),
    ]);
  }
}

const insertPassages = `
  insert into passages (document_id, place, start_offset, end_offset, content)
  select * from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::text[])`;

const insertPostings = `
  insert into postings (term, document_id, frequency, title_frequency, places, place_frequencies, place_lengths)
  select term, document_id, frequency, title_frequency, places::int[], place_frequencies::int[], place_lengths::int[]
  from unnest($1::text[], $2::uuid[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[])
    as given (term, document_id, frequency, title_frequency, places, place_frequencies, place_lengths)`;
