import { config } from '../shared/config.ts';
import { SetupError } from '../shared/errors.ts';

/**
 * Throws a SetupError where no Postgres is configured, for a program that is one part of a system: the embedded database
 * serves one process only. `program` is what was started, such as `npm run api`.
 */
export function requireServer(program: string): void {
  if (config().databaseUrl) return;
  throw new SetupError(
    `${program} needs a Postgres server, which the parts of the system share. Set DATABASE_URL (or DATABASE_URL_FILE, or POSTGRES_HOST). Without a server use npm start: it runs every part in one process, on a database of its own.`,
  );
}
