import { join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { messageOf, SetupError } from '../errors.ts';
import { logger } from '../telemetry/logger.ts';
import type { Database, QueryResult } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { runIntact } from './intact-transaction.ts';
import { makeFolder } from './make-folder.ts';
import { refuseAfterPanic } from './refuse-after-panic.ts';
import { reach } from './unavailable-database.ts';

/** Rows are looked up by their keys, as on a server: what a young table's statistics recommend is to read all of it. */
const startParams = [...PGlite.defaultStartParams, '-c', 'enable_seqscan=off'];

/** Seconds between checkpoints, as a server makes them by itself. Without any, the log of all that was ever written stays. */
const usualCheckpointSeconds = 300;

const parsers = { [types.INT8]: String, [types.NUMERIC]: String };

/**
 * Opens the embedded Postgres in `folder` (`memory://` for none), for this process alone. A new one begins as the data
 * folder in the tar file `initial`, if there is one: to make one takes seconds of a processor.
 */
export async function openPglite(
  folder: string,
  initial?: Blob,
  { checkpointSeconds = usualCheckpointSeconds } = {},
): Promise<Database> {
  const inMemory = folder === 'memory://';
  const release = inMemory ? async () => {} : await claim(folder);
  const options = { parsers, startParams, ...(initial && { loadDataDir: initial }) };
  const client = new PGlite(inMemory ? folder : join(folder, 'pglite'), options);
  try {
    await client.waitReady;
  } catch (cause) {
    await release();
    throw new SetupError(`The database in ${folder} cannot be opened: ${messageOf(cause)}`, { cause });
  }
  const stopped = refuseAfterPanic(client);
  const checkpoints = setInterval(() => {
    client
      .exec('checkpoint')
      .catch((error: unknown) => logger().warn({ error: messageOf(error) }, 'a checkpoint of the database failed'));
  }, checkpointSeconds * 1000).unref();
  return {
    kind: 'pglite',
    query: async <Row>(text: string, values?: unknown[]) => resultOf<Row>(await reach(client.query(text, values))),
    transaction: (work) =>
      client.transaction(async (transaction) => {
        const run = async <Row>(text: string, values?: unknown[]) =>
          resultOf<Row>(await reach(transaction.query(text, values)));
        const { result, intact } = await runIntact(work, { query: run });
        await intact;
        return result;
      }),
    async execute<Row>(script: string) {
      try {
        const results = await client.exec(script);
        return results.flatMap((result) => result.rows as Row[]);
      } catch (error) {
        await client.exec('rollback');
        throw error;
      }
    },
    listen: (channel, onNotify) => client.listen(channel, onNotify),
    async close() {
      clearInterval(checkpoints);
      if (!stopped()) await client.close();
      await release();
    },
  };
}

async function claim(folder: string): Promise<() => Promise<void>> {
  try {
    await makeFolder(folder);
  } catch (cause) {
    throw new SetupError(
      `DATA_DIR ${folder} cannot be used: it is no folder, and none can be made there (${(cause as NodeJS.ErrnoException).code}). Set DATA_DIR to a folder that this user may write to.`,
      { cause },
    );
  }
  return lockFolder(folder);
}

function resultOf<Row>(result: { rows: unknown[]; affectedRows?: number }): QueryResult<Row> {
  return { rows: result.rows as Row[], rowCount: result.rows.length || (result.affectedRows ?? 0) };
}
