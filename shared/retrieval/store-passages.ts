import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Queryable } from '../database/database.ts';
import { postingsOf } from './postings-of.ts';
import type { PreparedDocument } from './prepare-document.ts';

/** Postings in one statement: PGlite runs it in this process, which does nothing else meanwhile. */
const postingsAtOnce = 4_000;

/** Stores the passages of a new document and the postings that search finds them by. */
export async function storePassages(id: string, document: PreparedDocument, transaction: Queryable): Promise<void> {
  const { passages } = document;
  await transaction.query(insertPassages, [
    id,
    passages.map(({ place }) => place),
    passages.map(({ start }) => start),
    passages.map(({ end }) => end),
    passages.map(({ text }) => text),
  ]);
  const postings = [...postingsOf(document)];
  for (let start = 0; start < postings.length; start += postingsAtOnce) {
    // The one thing besides SQL that a transaction waits for: it always comes.
    await nextTurn();
    const some = postings.slice(start, start + postingsAtOnce);
    await transaction.query(insertPostings, [
      id,
      some.map(([term]) => term),
      some.map(([, { frequency }]) => frequency),
      some.map(([, { titleFrequency }]) => titleFrequency),
      some.map(([, { places }]) => `{${places}}`),
      some.map(([, { placeFrequencies }]) => `{${placeFrequencies}}`),
      some.map(([, { placeLengths }]) => `{${placeLengths}}`),
    ]);
  }
}

const insertPassages = `
  insert into passages (document_id, place, start_offset, end_offset, content)
  select $1::uuid, * from unnest($2::int[], $3::int[], $4::int[], $5::text[])`;

const insertPostings = `
  insert into postings (term, document_id, frequency, title_frequency, places, place_frequencies, place_lengths)
  select term, $1::uuid, frequency, title_frequency, places::int[], place_frequencies::int[], place_lengths::int[]
  from unnest($2::text[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[])
    as given (term, frequency, title_frequency, places, place_frequencies, place_lengths)`;
