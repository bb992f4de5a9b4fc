import type { Queryable } from './database.ts';

/**
 * Runs `work` on a transaction, and rejects with the first error of its statements even if `work` caught it: Postgres
 * has undone such a transaction already, and its COMMIT would say so to nobody.
 */
export async function runIntact<Result>(work: (transaction: Queryable) => Promise<Result>, transaction: Queryable): Promise<Result> {
  let failure: { error: unknown } | undefined;
  const result = await work({
    query: async (text, values) => {
      try {
        return await transaction.query(text, values);
      } catch (error) {
        failure ??= { error };
        throw error;
      }
    },
  });
  if (failure) throw failure.error;
  return result;
}
