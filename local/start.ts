import { prepareDatabase } from '../shared/agents/prepare-database.ts';
import { config } from '../shared/config.ts';
import { releaseOrphans } from '../shared/queue/release-orphans.ts';
import { startApi } from './api.ts';
import { describeSystem } from './describe-system.ts';
import { isProgram } from './is-program.ts';
import { livePorts } from './live-ports.ts';
import { loadSamples } from './load-samples.ts';
import { reportMetrics } from './report-metrics.ts';
import { runHost } from './run-host.ts';
import { startSteps } from './worker.ts';

/** Runs the whole system in this process: API, workers and metrics, on PGlite unless a Postgres is configured. */
export async function startSystem(): Promise<{ url: string; metricsUrl: string; close(): Promise<void> }> {
  const { HOST, PORT, WORKER_SLOTS } = config();
  const { database, llm, notices } = livePorts;
  await prepareDatabase({ database });
  if (database.kind === 'pglite') {
    await releaseOrphans({ database });
    await loadSamples({ database });
  }
  const reported = await reportMetrics('system', { database });
  const api = await startApi({ host: HOST, port: PORT });
  const stopSteps = await startSteps({ slots: WORKER_SLOTS });
  return {
    url: api.url,
    metricsUrl: reported.url,
    async close() {
      await Promise.all([api.close(), stopSteps()]);
      await reported.close();
      await llm.stored?.();
      await notices.close();
      await database.close();
    },
  };
}

if (isProgram(import.meta.url)) {
  await runHost(async () => {
    const { url, metricsUrl, close } = await startSystem();
    console.log(describeSystem({ apiUrl: url, metricsUrl }));
    return close;
  });
}
