import { setTimeout as delay } from 'node:timers/promises';

/** How often something is written to a database that does not take it: over some six seconds. */
const tries = 6;

/** Does `write` again where the database does not take it, after longer and longer pauses; rejects when it still does not. */
export async function bearOutage<Result>(
  write: (failed: number) => Promise<Result>,
  onFailure: (error: unknown) => void,
): Promise<Result> {
  for (let failed = 0; ; ) {
    try {
      return await write(failed);
    } catch (error) {
      failed += 1;
      if (failed === tries) throw error;
      onFailure(error);
      await delay(2 ** failed * 50);
    }
  }
}
