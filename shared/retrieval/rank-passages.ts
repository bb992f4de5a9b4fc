import type { Queryable } from '../database/database.ts';
import { metrics } from '../telemetry/metrics.ts';
import type { FoundPassage, PassageRow } from './passage.ts';
import { passageIdOf } from './passage-id.ts';
import { countTerms, queryTerms } from './segment.ts';
import type { SubjectTerms } from './subject-terms.ts';

/** BM25's saturation and length normalisation, as Anserini sets them (Yang, Fang and Lin, SIGIR 2017). */
const k1 = 0.9;
const b = 0.4;

/** How much an occurrence in a title counts, of one in the text. */
const titleWeight = 2;

/** Documents whose passages are ranked, the best by their own score: a search wants at most 50. */
const rankedDocuments = 200;

export interface Ranking {
  limit: number;
  /** Passages of one document at most. */
  perDocument: number;
  /** The passage's own share in its score, from 0 to 1; the rest is its document's. */
  passageShare: number;
  /** What a document must be on, and a passage have a term of; null where any term of the query will do. */
  subject: SubjectTerms | null;
}

/**
 * The passages of the knowledge base that answer a query best, the best first. A passage's score
 * joins its own BM25 (Robertson and Zaragoza, 2009) with its document's, whose title is a field of its own. Statistics
 * are those of the moment: nothing is cached, so every process sees the same ranking.
 */
export async function rankPassages(
  query: string,
  { limit, perDocument, passageShare, subject }: Ranking,
  { database }: { database: Queryable },
): Promise<FoundPassage[]> {
  const terms = countTerms(queryTerms(query));
  if (terms.size === 0) return [];
  const began = performance.now();
  const { rows } = await database.query<PassageRow & { score: number }>(ranking, [
    [...terms.keys()],
    [...terms.values()],
    k1,
    b,
    titleWeight,
    passageShare,
    perDocument,
    limit,
    rankedDocuments,
    subject?.all ?? null,
    subject?.telling ?? null,
  ]);
  const outcome = rows.length ? 'found' : 'nothing';
  metrics().retrievalDuration.observe({ outcome }, (performance.now() - began) / 1000);
  return rows.map(({ place, ...row }) => ({ passage_id: passageIdOf(row.document_id, place), ...row }));
}

const saturated = (frequency: string, length: string, average: string) =>
  `(${frequency} * ($3::float8 + 1) / (${frequency} + $3::float8 * (1 - $4::float8 + $4::float8 * ${length} / ${average})))`;

/** A document is on a subject by a telling term, or by two terms, in its text or title. */
const onSubject = `($10::text[] is null or bool_or(term = any($11::text[]))
  or count(*) filter (where term = any($10::text[])) > 1)`;

const ranking = `
  with hits as materialized (
    select term, weight, document_id, frequency + $5::float8 * title_frequency as frequency,
      places, place_frequencies, place_lengths
    from unnest($1::text[], $2::int[]) as asked (term, weight)
      -- "offset 0" has each term looked up in the index, also while the table has no statistics.
      cross join lateral (
        select document_id, frequency, title_frequency, places, place_frequencies, place_lengths
        from postings where postings.term = asked.term offset 0
      ) as posting
  ), totals as materialized (
    select count(*)::float8 as documents,
      greatest(avg(length), 1)::float8 as document_length,
      greatest(sum(length)::float8 / greatest(sum(passage_count), 1), 1) as passage_length
    from documents
  ), weights as materialized (
    select term, weight * ln(1 + (documents - found + 0.5) / (found + 0.5)) as weight
    from (select term, weight, count(*)::float8 as found from hits group by term, weight) as counted, totals
  ), in_documents as materialized (
    select document_id, sum(weights.weight * ${saturated('frequency', 'length', 'document_length')}) as score
    from hits join weights using (term) join documents on documents.id = document_id, totals
    group by document_id having ${onSubject}
    order by score desc, document_id limit $9::int
  ), in_passages as materialized (
    select document_id, place, sum(weights.weight * ${saturated('found.frequency', 'found.length', 'passage_length')}) as score
    from in_documents join hits using (document_id) join weights using (term)
      cross join lateral unnest(places, place_frequencies, place_lengths) as found (place, frequency, length), totals
    group by document_id, place having $10::text[] is null or bool_or(term = any($10::text[]))
  ), candidates as (
    select document_id, place, (1 - $6::float8) * in_documents.score + $6::float8 * in_passages.score as score
    from in_documents join in_passages using (document_id)
  ), best as (
    select * from (
      select *, row_number() over (partition by document_id order by score desc, place) as number from candidates
    ) as numbered
    where number <= $7::int order by score desc, document_id, place limit $8::int
  )
  select document_id, place, documents.title, documents.url, passages.content as passage, best.score
  from best join passages using (document_id, place) join documents on documents.id = document_id
  order by best.score desc, document_id, place`;
