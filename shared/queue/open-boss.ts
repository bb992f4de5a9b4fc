import { type Db, PgBoss, type Queue } from 'pg-boss';
import type { Database, Patience } from '../database/database.ts';
import { schemaChange } from '../database/migrate.ts';
import { messageOf } from '../errors.ts';
import { logger } from '../telemetry/logger.ts';
import {
  deadLetterQueue,
  heartbeatSeconds,
  maxRetryDelaySeconds,
  monitorSeconds,
  type QueueDeclaration,
  retentionSeconds,
  retryDelaySeconds,
} from './queue-settings.ts';

/** pg-boss on this database: it keeps its own schema up to date, and, where it supervises, finds dead workers' jobs. */
export function openBoss({ database, supervise }: { database: Database; supervise: boolean }): PgBoss {
  const boss = new PgBoss({
    db: adapt(database, supervise ? {} : schemaChange),
    backend: database.kind,
    supervise,
    schedule: false,
    monitorIntervalSeconds: monitorSeconds,
    superviseIntervalSeconds: monitorSeconds,
  });
  boss.on('error', (error) => logger().warn({ error: messageOf(error) }, 'pg-boss met an error'));
  return boss;
}

const adapt = (database: Database, patience: Patience): Db => ({
  executeSql: async (text, values) =>
    values?.length ? database.query(text, values) : { rows: await database.execute(text, patience) },
});

/** Makes pg-boss' schema and every declared queue, or brings them up to date. */
export async function prepareQueues(queues: QueueDeclaration[], { database }: { database: Database }): Promise<void> {
  const boss = await install({ database });
  try {
    const letters = { heartbeatSeconds, retentionSeconds, retryLimit: 1000, retryDelay: retryDelaySeconds };
    await createOrUpdate(deadLetterQueue, letters, boss);
    for (const { name, retries, timeoutSeconds } of queues) {
      const settings = {
        heartbeatSeconds,
        retentionSeconds,
        retryLimit: retries,
        retryDelay: retryDelaySeconds,
        retryBackoff: true,
        retryDelayMax: maxRetryDelaySeconds,
        expireInSeconds: timeoutSeconds + 30,
        deadLetter: deadLetterQueue,
      };
      await createOrUpdate(name, settings, boss);
    }
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

const uniqueViolation = '23505';

/** Of several processes at an empty database one makes the schema; the others fail on its rows once they are committed, and find it then. */
async function install({ database }: { database: Database }): Promise<PgBoss> {
  const start = async () => {
    const boss = openBoss({ database, supervise: false });
    await boss.start();
    return boss;
  };
  return start().catch((error: { code?: string }) => {
    if (error.code === uniqueViolation) return start();
    throw error;
  });
}

async function createOrUpdate(
  name: string,
  settings: Omit<Queue, 'name' | 'policy' | 'partition'>,
  boss: PgBoss,
): Promise<void> {
  await boss.createQueue(name, settings);
  await boss.updateQueue(name, settings);
}
