import { randomBytes } from 'node:crypto';
import { testDatabaseUrl } from '../config.ts';
import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { openPostgres } from '../database/postgres.ts';
import { lendPglite } from './lend-pglite.ts';

/** The Postgres server that tests may make databases on; without it they run on PGlite. */
export const testServer = testDatabaseUrl();

/** Lends an empty, migrated database of its own: on the test server where there is one, else PGlite in memory. */
export async function lendDatabase(): Promise<{
  database: Database;
  url: string | undefined;
  [Symbol.asyncDispose](): Promise<void>;
}> {
  const lent = testServer ? await lendPostgres(testServer) : await lendPglite();
  await migrate(lent.database);
  return lent;
}

/** A new database on `server`, dropped when given back. */
export async function lendPostgres(server: string, encoding: 'UTF8' | 'SQL_ASCII' = 'UTF8') {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = openPostgres(server, 2);
  const locale = encoding === 'UTF8' ? 'C.UTF-8' : 'C';
  await admin.query(`create database ${name} template template0 encoding '${encoding}' locale '${locale}'`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  const database = openPostgres(url, 10);
  const giveBack = async () => {
    await database.close();
    await admin.query(`drop database ${name} with (force)`);
    await admin.close();
  };
  return { database, url, [Symbol.asyncDispose]: giveBack };
}
