import { config } from '../shared/config.ts';
import { releaseOrphans } from '../shared/queue/release-orphans.ts';
import { createMetrics } from '../shared/telemetry/metrics.ts';
import { startApi } from './api.ts';
import { describeSystem } from './describe-system.ts';
import { isProgram } from './is-program.ts';
import { livePorts } from './live-ports.ts';
import { loadSamples } from './load-samples.ts';
import { startMetrics } from './metrics.ts';
import { prepareDatabase } from './prepare-database.ts';
import { runHost } from './run-host.ts';
import { startSteps } from './worker.ts';

/** Runs the whole system in this process: API, workers and metrics, on PGlite unless a Postgres is configured. */
export async function startSystem(): Promise<{ url: string; close(): Promise<void> }> {
  const { HOST, PORT, METRICS_PORT, WORKER_SLOTS } = config();
  const { database, notices } = livePorts;
  await prepareDatabase({ database });
  if (database.kind === 'pglite') {
    await releaseOrphans({ database });
    await loadSamples({ database });
  }
  const metrics = createMetrics();
  const served = await startMetrics({ host: HOST, port: METRICS_PORT }, { database, metrics });
  const api = await startApi({ host: HOST, port: PORT });
  const stopSteps = await startSteps({ slots: WORKER_SLOTS, metrics });
  console.log(describeSystem({ apiUrl: api.url, metricsUrl: served.url }));
  return {
    url: api.url,
    async close() {
      await Promise.all([api.close(), stopSteps()]);
      await served.close();
      await notices.close();
      await database.close();
    },
  };
}

if (isProgram(import.meta.url)) await runHost(async () => (await startSystem()).close);
