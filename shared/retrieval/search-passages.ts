import type { Queryable } from '../database/database.ts';
import type { FoundPassage } from './passage.ts';
import { rankPassages } from './rank-passages.ts';
import { subjectTerms } from './subject-terms.ts';

const passages = { perDocument: 3, passageShare: 0.7 };

/** The passages that answer a query best, the best first, at most three of one document; none if nothing matches a word of it. */
export const searchPassages = (query: string, limit: number, ports: { database: Queryable }): Promise<FoundPassage[]> =>
  rankPassages(query, { ...passages, limit, subject: null }, ports);

/** As `searchPassages`, but only passages on `subject`: the query's other words rank, and find nothing. */
export const searchPassagesOn = (
  subject: string,
  query: string,
  limit: number,
  ports: { database: Queryable },
): Promise<FoundPassage[]> => rankPassages(query, { ...passages, limit, subject: subjectTerms(subject) }, ports);

/** The documents that answer a query best, the best first, each with its best passage. */
export const searchDocuments = (
  query: string,
  limit: number,
  ports: { database: Queryable },
): Promise<FoundPassage[]> => rankPassages(query, { perDocument: 1, passageShare: 0.4, limit, subject: null }, ports);
