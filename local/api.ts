import type { AddressInfo } from 'node:net';
import { liveAccess } from '../shared/access/live.ts';
import { prepareDatabase } from '../shared/agents/prepare-database.ts';
import { config, variablesSet } from '../shared/config.ts';
import { liveDatabase } from '../shared/database/live.ts';
import { liveCalls } from '../shared/llm/live-calls.ts';
import { modelVariables } from '../shared/llm/show-variable.ts';
import { liveNotices } from '../shared/tasks/live.ts';
import { createApiServer } from './create-api-server.ts';
import { discoverFunctions } from './discover-functions.ts';
import { drainable } from './drain.ts';
import { forwardFunction } from './forward-function.ts';
import { hostInUrl } from './host-in-url.ts';
import { isProgram } from './is-program.ts';
import { listenFailure } from './listen-failure.ts';
import { modelWarnings } from './model-warnings.ts';
import { openWarning } from './open-warning.ts';
import { reportMetrics } from './report-metrics.ts';
import { requireServer } from './require-server.ts';
import { runHost } from './run-host.ts';
import type { ApiFunction } from './sort-functions.ts';

export interface ApiOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  /** What is served; all of `functions/` if absent. */
  functions?: ApiFunction[];
  /** How long running requests may take to finish at `close`, in seconds; 10 if absent. */
  drainSeconds?: number;
}

/** A running API; `close` stops accepting, ends waits, lets requests finish, and resolves when all is closed. */
export interface RunningApi {
  url: string;
  close(): Promise<void>;
}

/** Serves the functions over HTTP; throws a SetupError if the port cannot be had. */
export async function startApi({ host, port, functions, drainSeconds = 10 }: ApiOptions): Promise<RunningApi> {
  // A key that is not valid is told now, not to the first request.
  liveAccess();
  const warnings = [openWarning(host, config().apiKeys), ...modelWarnings(config(), variablesSet(modelVariables))];
  for (const warning of warnings) if (warning) console.error(warning);
  const closing = new AbortController();
  const served = functions ?? (await servedFunctions());
  const app = createApiServer(served, closing.signal, { host, metricsPort: config().METRICS_PORT });
  const drain = drainable(app.server);
  await app.listen({ host, port }).catch(async (cause) => {
    await app.close();
    throw listenFailure(cause, { host, port, variable: 'PORT' });
  });
  const address = app.server.address() as AddressInfo;
  return {
    url: `http://${hostInUrl(address.address)}:${address.port}`,
    close() {
      closing.abort();
      return drain(() => app.close(), drainSeconds);
    },
  };
}

/** All of `functions/`: here, or in the Lambda images that FUNCTION_ENDPOINTS names. */
async function servedFunctions(): Promise<ApiFunction[]> {
  const { endpoints } = await discoverFunctions();
  const { FUNCTION_ENDPOINTS } = config();
  return FUNCTION_ENDPOINTS ? endpoints.map((one) => forwardFunction(one, FUNCTION_ENDPOINTS)) : endpoints;
}

if (isProgram(import.meta.url)) {
  await runHost(async () => {
    const { HOST, PORT } = config();
    requireServer('npm run api');
    await prepareDatabase({ database: liveDatabase });
    const api = await startApi({ host: HOST, port: PORT });
    const reported = await reportMetrics('api', { database: liveDatabase });
    console.log(`API: ${api.url}`);
    return async () => {
      await api.close();
      await reported.close();
      await liveCalls.flush();
      await liveNotices.close();
      await liveDatabase.close();
    };
  });
}
