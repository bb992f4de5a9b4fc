import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '../shared/database/database.ts';
import { messageOf, SetupError } from '../shared/errors.ts';
import { measureQueues } from '../shared/queue/measure-queues.ts';
import { countTasks } from '../shared/tasks/count-tasks.ts';
import { logger } from '../shared/telemetry/logger.ts';
import type { Metrics } from '../shared/telemetry/metrics.ts';

/** Serves `GET /metrics`: what this process measured, and what only the database knows, read at each scrape. Port 0 is any free one. */
export async function startMetrics(
  { host, port }: { host: string; port: number },
  { database, metrics }: { database: Database; metrics: Metrics },
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const found = /^\/metrics\/?(\?|$)/.test(request.url ?? '');
    await refresh({ database, metrics });
    const body = found ? await metrics.registry.metrics() : 'The metrics are at /metrics.\n';
    const contentType = found ? metrics.registry.contentType : 'text/plain; charset=utf-8';
    response.writeHead(found ? 200 : 404, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new SetupError(`METRICS_PORT ${port} on ${host} cannot be used: ${messageOf(cause)}`, { cause })),
    );
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

async function refresh({ database, metrics }: { database: Database; metrics: Metrics }): Promise<void> {
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
