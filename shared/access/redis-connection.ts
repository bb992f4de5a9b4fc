import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { hideSecret } from '../telemetry/hide-secret.ts';
import type { Logger } from '../telemetry/logger.ts';

/** Loads the client only now: a process without Redis has no use for it. */
const createConnection = async (url: string) =>
  (await import('redis')).createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy: false } });

type RedisClient = Awaited<ReturnType<typeof createConnection>>;
type Command<Reply> = (client: RedisClient) => Promise<Reply>;

/** One connection to Redis that comes and goes; nobody waits for it for long, and nothing fails with it. */
export interface RedisConnection {
  /**
   * What `command` gives; undefined where Redis refuses it, or does not answer: at once, or, the first time, within
   * 200 ms. A refused one is made again, until Redis takes it.
   */
  ask<Reply>(command: Command<Reply>): Promise<Reply | undefined>;
  isUp(): boolean;
  close(): void;
}

export interface RedisOptions {
  url: string;
  logger: () => Logger;
}

const answerMilliseconds = 200;
const connectMilliseconds = 2_000;
const retryMilliseconds = 1_000;
const warnMilliseconds = 60_000;

/**
 * Connects, and again each second while that fails; what a command meets (an error, silence) ends the connection. After
 * a refusal the next one counts only once it does what was refused: a Redis without memory takes connections and reads.
 */
export function openRedis({ url, logger }: RedisOptions): RedisConnection {
  let client: RedisClient | undefined;
  let closed = false;
  let warned = Number.NEGATIVE_INFINITY;
  let lossTold = false;
  let refused: Command<unknown> | undefined;
  const firstTry = Promise.race([connect(), delay(answerMilliseconds, undefined, { ref: false })]);

  async function connect(): Promise<void> {
    let opening: RedisClient | undefined;
    try {
      const opened = await createConnection(url);
      opening = opened;
      opened.on('error', (error) => lose(opened, error));
      // One that is given up meanwhile goes on making its connection, and would keep it.
      opened.on('connect', () => {
        if (!opened.isOpen) opened.destroy();
      });
      await within(opened.connect(), connectMilliseconds);
      if (refused) await within(refused(opened), answerMilliseconds);
      refused = undefined;
      if (closed) return end(opened);
      opened.unref();
      client = opened;
      if (lossTold) logger().info({}, 'Redis answers again');
      lossTold = false;
    } catch (error) {
      if (opening) end(opening);
      if (!isRefusal(error)) refused = undefined;
      tellLoss(error);
      retry();
    }
  }

  function retry(): void {
    if (!closed) setTimeout(connect, retryMilliseconds).unref();
  }

  function lose(lost: RedisClient, error: unknown): void {
    if (client !== lost) return;
    client = undefined;
    end(lost);
    tellLoss(error);
    retry();
  }

  function tellLoss(error: unknown): void {
    const time = performance.now();
    if (closed || time - warned < warnMilliseconds) return;
    warned = time;
    lossTold = true;
    logger().warn(
      { error: withoutPassword(messageOf(error), url) || String((error as { code?: string }).code) },
      `Redis ${isRefusal(error) ? 'refuses commands' : 'does not answer'}: nothing is cached, and each process limits requests by its own count`,
    );
  }

  return {
    async ask(command) {
      if (!client) await firstTry;
      const asked = client;
      if (!asked) return undefined;
      try {
        return await within(command(asked), answerMilliseconds);
      } catch (error) {
        if (isOfOtherType(error)) return undefined;
        if (client === asked && isRefusal(error)) refused = command;
        lose(asked, error);
        return undefined;
      }
    },
    isUp: () => client !== undefined,
    close() {
      closed = true;
      if (client) end(client);
      client = undefined;
    },
  };
}

/** Is it an answer of the server? Its code stands first: `OOM …`, `READONLY …`. The class is not loaded for this. */
const isRefusal = (error: unknown): boolean => /^[A-Z]+ /.test(messageOf(error));

/** Does another program keep something else at the key? That is so of this key alone. */
const isOfOtherType = (error: unknown): boolean => /\bWRONGTYPE\b/.test(messageOf(error));

/** Servers that do not know a command repeat its arguments, those of AUTH too. */
function withoutPassword(message: string, url: string): string {
  const { password } = new URL(url);
  return password ? hideSecret(message, decodeURIComponent(password)) : message;
}

/** Ends a connection at once; the commands that wait for it reject. */
function end(client: RedisClient): void {
  if (client.isOpen) client.destroy();
}

async function within<Value>(work: Promise<Value>, milliseconds: number): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const reject = () => late.reject(new Error(`No answer within ${milliseconds} ms`));
  // After a pause of this process the timer comes first; an answer that has arrived meanwhile is read before the reject.
  const timer = setTimeout(() => setImmediate(reject), milliseconds);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
