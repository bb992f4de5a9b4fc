import type { Queryable } from '../database/database.ts';
import type { FoundPassage } from './passage.ts';
import { rankPassages } from './rank-passages.ts';

/** The passages that answer a query best, the best first, at most three of one document; none if nothing matches a word of it. */
export const searchPassages = (query: string, limit: number, ports: { database: Queryable }): Promise<FoundPassage[]> =>
  rankPassages(query, { limit, perDocument: 3, passageShare: 0.7 }, ports);

/** The documents that answer a query best, the best first, each with its best passage. */
export const searchDocuments = (
  query: string,
  limit: number,
  ports: { database: Queryable },
): Promise<FoundPassage[]> => rankPassages(query, { limit, perDocument: 1, passageShare: 0.4 }, ports);
