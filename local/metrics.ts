import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isRedisUp } from '../shared/access/live.ts';
import type { Database } from '../shared/database/database.ts';
import { messageOf } from '../shared/errors.ts';
import { measureQueues } from '../shared/queue/measure-queues.ts';
import { countTasks } from '../shared/tasks/count-tasks.ts';
import { logger } from '../shared/telemetry/logger.ts';
import type { Metrics } from '../shared/telemetry/metrics.ts';
import { listenFailure } from './listen-failure.ts';

/** Seconds to wait for the database at a scrape: less than Prometheus waits, which is to hear that the database is down. */
const databaseSeconds = 3;

export interface MetricsOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  /** How long what the database said stands in for asking it again, in seconds; 5 if absent. */
  freshSeconds?: number;
}

/** Serves `GET /metrics`: what this process measured, and what only the database knows, asked at scrapes. */
export async function startMetrics(
  { host, port, freshSeconds = 5 }: MetricsOptions,
  { database, metrics }: { database: Database; metrics: Metrics },
): Promise<{ url: string; close(): Promise<void> }> {
  const ask = askedSeldom(() => refresh({ database, metrics }), freshSeconds);
  const server = createServer(async (request, response) => {
    const found = /^\/metrics\/?(\?|$)/.test(request.url ?? '');
    if (found && !(await Promise.race([ask(), delay(databaseSeconds * 1000, false, { ref: false })])))
      metrics.databaseUp.set(0);
    const body = found ? await metrics.registry.metrics() : 'The metrics are at /metrics.\n';
    const contentType = found ? metrics.registry.contentType : 'text/plain; charset=utf-8';
    response.writeHead(found ? 200 : 404, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenFailure(cause, { host, port, variable: 'METRICS_PORT' })));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Runs `work` only where it neither runs nor has ended less than `seconds` ago; resolves with true when it has ended. */
function askedSeldom(work: () => Promise<void>, seconds: number): () => Promise<true> {
  let latest = Promise.resolve<true>(true);
  let staleAt = 0;
  return () => {
    if (performance.now() >= staleAt) {
      staleAt = Number.POSITIVE_INFINITY;
      latest = work().then(() => {
        staleAt = performance.now() + seconds * 1000;
        return true;
      });
    }
    return latest;
  };
}

async function refresh({ database, metrics }: { database: Database; metrics: Metrics }): Promise<void> {
  const redisUp = isRedisUp();
  if (redisUp === undefined) metrics.redisUp.remove();
  else metrics.redisUp.set(Number(redisUp));
  try {
    const [tasks, queues] = [await countTasks({ database }), await measureQueues({ database })];
    for (const [status, count] of Object.entries(tasks)) metrics.tasks.set({ status }, count);
    for (const { queue, ready, deferred, active, oldest_ready_seconds } of queues) {
      for (const [state, count] of Object.entries({ ready, deferred, active }))
        metrics.queueJobs.set({ queue, state }, count);
      metrics.queueOldestReady.set({ queue }, oldest_ready_seconds);
    }
    metrics.databaseUp.set(1);
  } catch (error) {
    metrics.databaseUp.set(0);
    logger().warn({ error: messageOf(error) }, 'the database could not be measured');
  }
}
