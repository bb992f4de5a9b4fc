import type { Database } from '../database/database.ts';
import { messageOf, Unavailable } from '../errors.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { CallRecord } from './call-record.ts';
import { storeCalls } from './store-calls.ts';

/** Milliseconds that a call waits for others to be written with: what a killed process loses of its calls. */
const linger = 100;
/** Milliseconds between two tries while the database is out of reach. */
const pause = 1_000;
const mostInOneWrite = 500;
/** Calls that are kept while the database is out of reach; then the oldest are given up. */
const mostWaiting = 10_000;

/** Where calls of models are stored, behind the back of who makes them. */
export interface CallLog {
  /** Takes note of a call that has just ended; never throws, and waits for nothing. */
  add(call: CallRecord): void;
  /** Resolves when everything added so far is stored, or when that was tried in vain; never rejects. */
  flush(): Promise<void>;
}

/** Makes the log of one process. While the database is out of reach it keeps the calls, and tries again. */
export function createCallLog({ database, logger }: { database: Database; logger: () => Logger }): CallLog {
  let waiting: { call: CallRecord; ended: number }[] = [];
  let writes = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let lost = 0;
  let failing = false;

  const later = (milliseconds: number) => {
    timer ??= setTimeout(() => void flush(), milliseconds).unref();
  };
  const write = async (batch: typeof waiting): Promise<void> => {
    const now = performance.now();
    try {
      await storeCalls(
        batch.map(({ call, ended }) => ({ ...call, age_ms: now - ended })),
        { database },
      );
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      if (batch.length > 1) for (const one of batch) await write([one]);
      else logger().error({ ...batch[0]?.call, error: messageOf(error) }, 'a model call could not be stored');
    }
  };
  const writeAll = async () => {
    while (waiting.length) {
      const batch = waiting.splice(0, mostInOneWrite);
      try {
        await write(batch);
      } catch (error) {
        waiting = [...batch, ...waiting];
        if (!failing) logger().warn({ error: messageOf(error) }, 'model calls could not be stored; trying again');
        failing = true;
        later(pause);
        return;
      }
      failing = false;
      if (lost) logger().error({ lost }, 'model calls were lost: the database was out of reach for too long');
      lost = 0;
    }
  };
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    writes = writes.then(writeAll);
    return writes;
  };
  return {
    add(call) {
      waiting.push({ call, ended: performance.now() });
      if (waiting.length > mostWaiting) {
        waiting.shift();
        lost += 1;
      }
      later(failing ? pause : linger);
    },
    flush,
  };
}
