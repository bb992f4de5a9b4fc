import { advanceFor } from '../shared/agents/advance.ts';
import { agents } from '../shared/agents/catalogue.ts';
import { countAttempt } from '../shared/agents/count-attempt.ts';
import { prepareDatabase } from '../shared/agents/prepare-database.ts';
import { startWorker } from '../shared/agents/work-steps.ts';
import { dropUsedData } from '../shared/analysis/data-sets.ts';
import { config, variablesSet } from '../shared/config.ts';
import { messageOf } from '../shared/errors.ts';
import { modelVariables } from '../shared/llm/show-variable.ts';
import { openBoss } from '../shared/queue/open-boss.ts';
import { sweepSteps } from '../shared/tasks/sweep-steps.ts';
import { logger } from '../shared/telemetry/logger.ts';
import { metrics } from '../shared/telemetry/metrics.ts';
import { discoverFunctions } from './discover-functions.ts';
import { isProgram } from './is-program.ts';
import { livePorts } from './live-ports.ts';
import { modelWarnings } from './model-warnings.ts';
import { reportMetrics } from './report-metrics.ts';
import { requireServer } from './require-server.ts';
import { runHost } from './run-host.ts';

/** How long running steps may go on after a stop signal, in seconds: less than the ten that Docker gives a container. */
const graceSeconds = 8;

/** Seconds between looks for steps whose job is gone, and for data that no task needs any more. */
const sweepSeconds = 300;

/** Runs the steps of all agents, and the watch over dead workers and lost jobs, in this process. Returns how to stop. */
export async function startSteps({ slots }: { slots: number }): Promise<() => Promise<void>> {
  const { steps } = await discoverFunctions();
  const boss = openBoss({ database: livePorts.database, supervise: true });
  await boss.start();
  const worker = await startWorker(
    {
      steps: steps.map(({ step }) => step),
      advance: advanceFor(agents),
      slots,
      logger: logger(),
      onAttempt: countAttempt,
    },
    livePorts,
  );
  const known = steps.map(({ name }) => name);
  const sweep = () =>
    Promise.all([sweepSteps({ known }, livePorts), dropUsedData(livePorts)]).catch((error: unknown) => {
      logger().warn(
        { error: messageOf(error) },
        'what was lost or is used could not be looked for; it will be tried again',
      );
    });
  let sweeping: Promise<unknown> = sweep();
  const sweeps = setInterval(() => {
    sweeping = sweep();
  }, sweepSeconds * 1000);
  metrics().workerSlots.set({}, slots);
  metrics().activeSteps.collect = () => metrics().activeSteps.set({}, worker.running());
  return async () => {
    clearInterval(sweeps);
    await Promise.all([worker.stop(graceSeconds), sweeping]);
    await boss.stop({ graceful: false, close: false });
  };
}

if (isProgram(import.meta.url)) {
  await runHost(async () => {
    const { WORKER_SLOTS } = config();
    requireServer('npm run worker');
    for (const warning of modelWarnings(config(), variablesSet(modelVariables))) console.error(warning);
    const { database, llm, notices } = livePorts;
    await prepareDatabase({ database });
    const reported = await reportMetrics('worker', { database });
    const stopSteps = await startSteps({ slots: WORKER_SLOTS });
    console.log(`Worker: ${WORKER_SLOTS} steps at once. Metrics: ${reported.url}`);
    return async () => {
      await stopSteps();
      await reported.close();
      await llm.stored?.();
      await notices.close();
      await database.close();
    };
  });
}
