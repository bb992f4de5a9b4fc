import { agents, queuesOf } from '../shared/agents/catalogue.ts';
import type { Database } from '../shared/database/database.ts';
import { migrate } from '../shared/database/migrate.ts';
import { messageOf, SetupError } from '../shared/errors.ts';
import { prepareQueues } from '../shared/queue/open-boss.ts';

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
