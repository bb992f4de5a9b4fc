import type { Queryable } from '../database/database.ts';
import type { FoundPassage } from './passage.ts';
import { rankPassages } from './rank-passages.ts';

/** A document can give at most this many passages to one search, so that it does not crowd out the others. */
const passagesPerDocument = 3;

/** The passages that answer a query best, the best first; none if nothing matches a word of it. */
export const searchPassages = (query: string, limit: number, ports: { database: Queryable }): Promise<FoundPassage[]> =>
  rankPassages(query, { limit, perDocument: passagesPerDocument }, ports);

/** The documents that answer a query best, the best first, each with its best passage. */
export const searchDocuments = (query: string, limit: number, ports: { database: Queryable }): Promise<FoundPassage[]> =>
  rankPassages(query, { limit, perDocument: 1 }, ports);
