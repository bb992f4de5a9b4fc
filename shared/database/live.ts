import { config } from '../config.ts';
import type { Database } from './database.ts';
import { lazyDatabase } from './lazy-database.ts';
import { tracedDatabase } from './traced-database.ts';

/** This process' database, as configured; opened at the first use. */
export const liveDatabase: Database = tracedDatabase(
  lazyDatabase(
    async () => {
      const { databaseUrl, DATABASE_POOL_SIZE, DATA_DIR } = config();
      if (databaseUrl) return (await import('./postgres.ts')).openPostgres(databaseUrl, DATABASE_POOL_SIZE);
      return (await import('./pglite.ts')).openPglite(DATA_DIR);
    },
    () => (config().databaseUrl ? 'postgres' : 'pglite'),
  ),
);
