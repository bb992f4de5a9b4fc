import { config } from '../shared/config.ts';
import type { Database } from '../shared/database/database.ts';
import { SetupError } from '../shared/errors.ts';
import { logger } from '../shared/telemetry/logger.ts';
import { hostInUrl } from './host-in-url.ts';
import { type RunningMetrics, startMetrics } from './metrics.ts';
import { metricsSource, type Role } from './metrics-source.ts';
import { deliverTo, pushMetrics } from './push-metrics.ts';

/**
 * Lets this process' metrics be seen: pushed to METRICS_PUSH_URL where it is set; otherwise a worker serves them, and those
 * of others, on METRICS_PORT, and who comes second on a machine pushes to who came first. An API never serves them.
 */
export async function reportMetrics(role: Role, { database }: { database: Database }): Promise<RunningMetrics> {
  const { HOST, METRICS_PORT, METRICS_PUSH_URL, METRICS_TOKEN } = config();
  if (METRICS_PUSH_URL) return push(role, METRICS_PUSH_URL, METRICS_TOKEN);
  const neighbour = `http://${hostInUrl(reachable(HOST))}:${METRICS_PORT}`;
  if (role === 'api') return METRICS_PORT ? push(role, neighbour, METRICS_TOKEN) : nowhere;
  try {
    return await startMetrics({ host: HOST, port: METRICS_PORT, role, token: METRICS_TOKEN }, { database });
  } catch (error) {
    const taken = error instanceof SetupError && (error.cause as NodeJS.ErrnoException)?.code === 'EADDRINUSE';
    if (!taken || role !== 'worker') throw error;
    return push(role, neighbour, METRICS_TOKEN);
  }
}

function push(role: Role, url: string, token: string | undefined): RunningMetrics {
  const pushing = pushMetrics(metricsSource(role), deliverTo(url, token), logger());
  return { url: new URL('/metrics', url).href, close: pushing.close };
}

const nowhere: RunningMetrics = { url: 'none', close: async () => {} };

const reachable = (host: string): string => ({ '0.0.0.0': '127.0.0.1', '::': '::1' })[host] ?? host;
