import type { Database, Patience } from './database.ts';
import { migrations } from './migrations/index.ts';

/** Serialises migrations between processes; any constant that nothing else in the database locks. */
const lockKey = 4_120_651;

/** Changes of a large table's schema take their time, and so does waiting for another process that makes them. */
export const schemaChange: Patience = { answerSeconds: 3600 };

/** Applies, in order and once, the migrations that the database does not have yet, all or none. Returns their names. */
export function migrate(database: Database): Promise<string[]> {
  return database.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock($1)', [lockKey]);
    await transaction.query(
      'create table if not exists migrations (number integer primary key, name text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await transaction.query<{ number: number }>('select number from migrations');
    const known = new Set(rows.map((row) => row.number));
    const missing = migrations.filter((migration) => !known.has(migration.number));
    for (const { number, name, statements } of missing) {
      for (const statement of statements) await transaction.query(statement);
      await transaction.query('insert into migrations (number, name) values ($1, $2)', [number, name]);
    }
    return missing.map((migration) => migration.name);
  }, schemaChange);
}
