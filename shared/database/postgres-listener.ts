import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { messageOf } from '../errors.ts';
import { logger } from '../telemetry/logger.ts';

/** Milliseconds in which a server that is there lets a connection be made, used or ended. */
const promptMilliseconds = 5_000;

/**
 * Holds one connection that listens on `channel`, and makes a new one whenever it is lost: `onNotify(null)` then says
 * that notifications may have been missed. Resolves once the first connection listens; rejects if it cannot be made.
 */
export async function listenForever(
  url: string,
  channel: string,
  onNotify: (payload: string | null) => void,
): Promise<() => Promise<void>> {
  const stopped = new AbortController();
  let client = await connect(url, channel, onNotify);
  const keepAlive = async () => {
    while (!stopped.signal.aborted) {
      await lost(client, stopped.signal);
      if (stopped.signal.aborted) break;
      logger().warn({ channel }, 'the listening database connection was lost; connecting again');
      const next = await reconnect(url, channel, onNotify, stopped.signal);
      if (!next) break;
      client = next;
      onNotify(null);
    }
    await end(client);
  };
  const running = keepAlive();
  return async () => {
    stopped.abort();
    await running;
  };
}

async function connect(url: string, channel: string, onNotify: (payload: string) => void): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: promptMilliseconds,
    query_timeout: promptMilliseconds,
    keepAlive: true,
    application_name: `listen ${channel}`,
  });
  // A lost connection tells of itself more than once, and what nobody hears would end the process.
  client.on('error', () => {});
  client.on('notification', (message) => onNotify(message.payload ?? ''));
  try {
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    return client;
  } catch (error) {
    await end(client);
    throw error;
  }
}

/** Ends a connection; one whose server does not say goodbye is cut. */
async function end(client: pg.Client): Promise<void> {
  const late = setTimeout(() => client.connection.stream.destroy(), 500);
  await client.end().catch(() => {});
  clearTimeout(late);
}

function lost(client: pg.Client, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    client.once('error', () => resolve());
    client.once('end', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function reconnect(
  url: string,
  channel: string,
  onNotify: (payload: string) => void,
  signal: AbortSignal,
): Promise<pg.Client | undefined> {
  for (let wait = 100; !signal.aborted; wait = Math.min(wait * 2, 5_000)) {
    try {
      return await connect(url, channel, onNotify);
    } catch (error) {
      logger().warn({ channel, error: messageOf(error) }, 'the database does not answer; trying again');
      await delay(wait, undefined, { signal }).catch(() => {});
    }
  }
  return undefined;
}
