import type { Database } from '../database/database.ts';
import type { Notices } from './notices.ts';
import { readTask } from './read-task.ts';
import { hasEnded } from './task-status.ts';
import { watchTask } from './watch-task.ts';

/** The task once it has ended, or as it is after `seconds` or when the signal aborts; undefined where there is none. */
export async function waitForTask(
  id: string,
  seconds: number,
  signal: AbortSignal,
  { database, notices }: { database: Database; notices: Notices },
) {
  const until = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
  for await (const _ of watchTask(id, until, { notices })) {
    const task = await readTask(id, { database });
    if (task && hasEnded(task.status)) return task;
  }
  return readTask(id, { database });
}
