import type { Database } from './database.ts';

/** A database that `open` makes at the first use; a failed opening is tried again at the next. */
export function lazyDatabase(open: () => Promise<Database>, kind: () => Database['kind']): Database {
  let opening: Promise<Database> | undefined;
  const opened = () => {
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    get kind() {
      return kind();
    },
    query: async (text, values) => (await opened()).query(text, values),
    transaction: async (work, patience) => (await opened()).transaction(work, patience),
    execute: async (script, patience) => (await opened()).execute(script, patience),
    listen: async (channel, onNotify) => (await opened()).listen(channel, onNotify),
    async close() {
      const closing = opening;
      opening = undefined;
      await (await closing)?.close();
    },
  };
}
