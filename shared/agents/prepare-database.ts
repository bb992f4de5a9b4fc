import type { Database } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { messageOf, SetupError } from '../errors.ts';
import { prepareQueues } from '../queue/open-boss.ts';
import { agents, queuesOf } from './catalogue.ts';

/** Brings a database to what this version needs: tables and queues. Returns the names of the migrations it applied. */
export async function prepareDatabase({ database }: { database: Database }): Promise<string[]> {
  try {
    const applied = await migrate(database);
    await prepareQueues(queuesOf(agents), { database });
    return applied;
  } catch (cause) {
    if (cause instanceof SetupError) throw cause;
    const { cause: reason = cause } = cause as { cause?: unknown };
    throw new SetupError(
      `The database cannot be prepared: ${messageOf(reason) || (reason as { code?: string }).code}`,
      { cause },
    );
  }
}
