import type { Database, Queryable } from '../database/database.ts';

/** What scans of the connection's tables and indexes have brought so far, dead versions of rows included. */
const scanned = `select sum(pg_stat_get_xact_tuples_returned(oid))::integer as rows from pg_class
  where relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace)`;

/** A database that notes how many rows each of its transactions, a lone query included, looks at. */
export function countReads(database: Database): { counting: Database; reads: number[] } {
  const reads: number[] = [];
  const count = async (transaction: Queryable) =>
    (await transaction.query<{ rows: number }>(scanned)).rows[0]?.rows ?? Number.NaN;
  const transaction: Database['transaction'] = (work) =>
    database.transaction(async (transaction) => {
      const before = await count(transaction);
      const result = await work(transaction);
      reads.push((await count(transaction)) - before);
      return result;
    });
  const query: Database['query'] = (text, values) => transaction((one) => one.query(text, values));
  return { counting: { ...database, query, transaction }, reads };
}
