import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { messageOf, SetupError } from '../errors.ts';
import { prepareQueues } from '../queue/open-boss.ts';
import { agents, queuesOf } from './catalogue.ts';

/** Brings a database to what this version needs: tables and queues. Returns the names of the migrations it applied. */
export async function prepareDatabase({ database }: { database: Database }): Promise<string[]> {
  try {
    await requireUtf8(database);
    const applied = await migrate(database);
    await prepareQueues(queuesOf(agents), { database });
    return applied;
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    const { cause: reason = cause } = cause as { cause?: unknown };
    const { code = '' } = reason as { code?: string };
    throw new SetupError(`The database cannot be prepared: ${messageOf(reason) || code}${remedies[code] ?? ''}`, {
      cause,
    });
  }
}

/** In another encoding a database cannot hold every text, or takes characters apart; it keeps the one that it was made with. */
async function requireUtf8(database: Database): Promise<void> {
  const { rows } = await database.query<{ server_encoding: string }>('show server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding !== 'UTF8')
    throw new SetupError(
      `The database's encoding is ${encoding}, and it must be UTF8. Make one by CREATE DATABASE agents TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8', and name it in DATABASE_URL (or POSTGRES_DB).`,
    );
}

const unreachable =
  '. Is the Postgres server running, and are host and port in DATABASE_URL (or POSTGRES_HOST and POSTGRES_PORT) right?';
const refused = '. Check user and password in DATABASE_URL (or POSTGRES_USER and POSTGRES_PASSWORD).';

/** What to do about the usual failures, by the code of Node.js or of Postgres. */
const remedies: Record<string, string> = {
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  '28P01': refused,
  '28000': refused,
  '3D000': '. Create the database, or name another in DATABASE_URL (or POSTGRES_DB).',
  '42501': '. Give the user the right to create schemas and tables in this database.',
};
