import type { Queryable } from './database.ts';

/** What `work` made of a transaction: its result, and the end of the statements that it left in flight. */
export interface Work<Result> {
  result: Result;
  /** Rejects with the first error of any of the statements, even of one whose error `work` caught. */
  intact: Promise<void>;
}

/**
 * Runs `work` on a transaction and watches its statements: one that failed has undone the transaction already, and
 * COMMIT would tell nobody.
 */
export async function runIntact<Result>(
  work: (transaction: Queryable) => Promise<Result>,
  transaction: Queryable,
): Promise<Work<Result>> {
  const statements: Promise<unknown>[] = [];
  const result = await work({
    query(text, values) {
      const answer = transaction.query<never>(text, values);
      answer.catch(() => {});
      statements.push(answer);
      return answer;
    },
  });
  const intact = Promise.all(statements).then(() => {});
  intact.catch(() => {});
  return { result, intact };
}
