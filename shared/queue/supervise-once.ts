import type { Database } from '../database/database.ts';
import { openBoss } from './open-boss.ts';

/** Finds dead workers' jobs and does what else pg-boss does to keep its queues, once. */
export async function superviseOnce({ database }: { database: Database }): Promise<void> {
  const boss = openBoss({ database, supervise: false });
  await boss.start();
  try {
    await boss.supervise();
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}
