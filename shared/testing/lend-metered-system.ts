import { lendPostgres, testServer } from './lend-database.ts';
import { lendProcess } from './lend-process.ts';
import { taskClient } from './task-client.ts';

/**
 * Lends an API and some workers, each a process of its own, on one database of the test server; the first worker has the
 * aggregator, to which all others push.
 */
export async function lendMeteredSystem(workerCount: number, environment: Record<string, string>) {
  await using stack = new AsyncDisposableStack();
  const { database, url } = stack.use(await lendPostgres(testServer ?? ''));
  const settings = { HOST: '127.0.0.1', PORT: '0', DATABASE_URL: url, LOG_LEVEL: 'warn', ...environment };
  const startWorker = async (more: Record<string, string>) => {
    const worker = lent.use(await lendProcess('local/worker.ts', { ...settings, ...more }));
    return { worker, metricsUrl: await worker.printed(/^Worker: .* Metrics: (\S+)$/m) };
  };
  // Those that are started later come here, too.
  const lent = stack.use(new AsyncDisposableStack());
  let { worker: aggregator, metricsUrl } = await startWorker({ METRICS_PORT: '0' });
  const pushing = { METRICS_PUSH_URL: metricsUrl };
  const others = Array.from({ length: workerCount - 1 }, async () => (await startWorker(pushing)).worker);
  const api = lent.use(await lendProcess('local/api.ts', { ...settings, ...pushing }));
  const apiUrl = await api.printed(/API: (\S+)/);
  const workers = await Promise.all(others);
  const all = stack.move();
  return {
    database,
    metricsUrl,
    url: apiUrl,
    client: taskClient(() => apiUrl),
    /** All but the one with the aggregator. */
    workers,
    /** Stops it as a deployment does, and starts another on the same port. */
    async restartAggregator(): Promise<void> {
      await aggregator.kill('SIGTERM');
      ({ worker: aggregator } = await startWorker({ METRICS_PORT: new URL(metricsUrl).port }));
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
