import type { Queryable } from '../../shared/database/database.ts';
import { messageOf } from '../../shared/errors.ts';

export interface PartHealth {
  status: 'up' | 'down';
  /** Why it is down. */
  reason?: string;
}

const running = new WeakMap<Queryable, Promise<PartHealth>>();

/** Asks the database for a sign of life, for at most `seconds`; a question that it still owes an answer to is not asked twice. */
export async function checkDatabase(database: Queryable, seconds: number): Promise<PartHealth> {
  let answer = running.get(database);
  if (!answer) {
    answer = ask(database).finally(() => running.delete(database));
    running.set(database, answer);
  }
  const { promise, resolve } = Promise.withResolvers<PartHealth>();
  const timer = setTimeout(() => resolve({ status: 'down', reason: `no answer within ${seconds} s` }), seconds * 1000);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}

const ask = (database: Queryable): Promise<PartHealth> =>
  database.query('select 1').then(
    () => ({ status: 'up' }),
    (error: unknown) => ({ status: 'down', reason: messageOf(error) }),
  );
