import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../shared/database/database.ts';
import { messageOf } from '../shared/errors.ts';
import { createAggregator, type Push } from '../shared/telemetry/aggregator.ts';
import { createExemplars } from '../shared/telemetry/exemplars.ts';
import { logger } from '../shared/telemetry/logger.ts';
import { type Metrics, metrics } from '../shared/telemetry/metrics.ts';
import { type Refusal, refusals } from '../shared/telemetry/series-index.ts';
import { databaseCountStore } from './count-store.ts';
import { hostInUrl } from './host-in-url.ts';
import { listenFailure } from './listen-failure.ts';
import { measureDatabase } from './measure-database.ts';
import { metricsSource, type Role } from './metrics-source.ts';
import { pushMetrics } from './push-metrics.ts';
import { type PlainAnswer, receivePush } from './receive-push.ts';

/** Seconds to wait for the database at a scrape: less than Prometheus waits, which is to hear that the database is down. */
const databaseSeconds = 3;
/** The database is asked for at most this part of the time, but what it said is not told for much longer than `longestSeconds`. */
const databaseShare = 1 / 20;
const longestSeconds = 30;
/** Between two takings of this process' own metrics where nobody scrapes: more than Prometheus leaves between two scrapes. */
const ownSeconds = 6;

export interface MetricsOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  role: Role;
  /** What processes of other machines push with; without it only those of this one may. */
  token?: string | undefined;
  /** How long what the database said stands in for asking it again, in seconds; 5 if absent. */
  freshSeconds?: number;
}

/** Where metrics are, and how to stop. */
export interface RunningMetrics {
  url: string;
  close(): Promise<void>;
}

const plainText = 'text/plain; version=0.0.4; charset=utf-8';
const openMetrics = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/**
 * Aggregates the metrics of this process and of those that push theirs (`POST /push`), and serves all of them, with what
 * only the database knows, at `GET /metrics`; with exemplars for who takes OpenMetrics text. Throws a SetupError if the port cannot be had.
 */
export async function startMetrics(
  { host, port, role, token, freshSeconds = 5 }: MetricsOptions,
  { database, counted = metrics() }: { database: Database; counted?: Metrics },
): Promise<RunningMetrics> {
  const source = metricsSource(role, counted);
  const refuse = (reason: Refusal, amount = 1) => counted.rejectedSeries.inc({ reason }, amount);
  // While there is room for them: that there is none is told by one of these.
  for (const reason of refusals) refuse(reason, 0);
  const store = databaseCountStore({ database, logger: logger() });
  const server = createServer();
  await listen(server, { host, port });
  const aggregator = await createAggregator({ metrics: source.declared, refuse: (why) => refuse(why) }, store);
  const exemplars = createExemplars();
  const push = async (one: Push) => {
    const outcome = await aggregator.push(one);
    if (outcome === 'stored') exemplars.read(one.text);
    return outcome;
  };
  const own = pushMetrics(source, push, logger(), ownSeconds);
  const measure = measureDatabase({ database, logger: logger() });
  const ask = askedSeldom(measure.refresh, freshSeconds);

  const scrape = async (accept = ''): Promise<PlainAnswer> => {
    const [answered] = await Promise.all([
      Promise.race([ask(), delay(databaseSeconds * 1000, false, { ref: false })]),
      own.pushNow(),
    ]);
    const text = aggregator.expose() + measure.text(answered);
    if (!accept.includes('application/openmetrics-text')) return { status: 200, text };
    return { status: 200, text: exemplars.addTo(text), contentType: openMetrics };
  };
  const answer = async (request: IncomingMessage): Promise<PlainAnswer> => {
    const [path = ''] = (request.url ?? '').split('?');
    if (/^\/metrics\/?$/.test(path)) return scrape(request.headers.accept);
    if (path !== '/push' || request.method !== 'POST') return { status: 404, text: 'The metrics are at /metrics.\n' };
    const pushed = await receivePush(request, token, { push });
    counted.pushes.inc({ outcome: pushed.status === 200 ? 'stored' : 'refused' });
    return pushed;
  };
  server.on('request', async (request, response) => {
    const {
      status,
      text,
      contentType = plainText,
    } = await answer(request).catch((error: unknown): PlainAnswer => {
      logger().error({ error: messageOf(error) }, 'metrics could not be taken or given');
      return { status: 500, text: 'This went wrong; the log says how.\n' };
    });
    response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
    response.end(request.method === 'HEAD' ? undefined : text);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${hostInUrl(address.address)}:${address.port}/metrics`,
    async close() {
      await own.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const listen = (server: ReturnType<typeof createServer>, { host, port }: { host: string; port: number }) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenFailure(cause, { host, port, variable: 'METRICS_PORT' })));
    server.listen(port, host, resolve);
  });

/**
 * Runs `work` only where it neither runs nor has ended less than `seconds` ago, or long ago for how long it took; resolves
 * with true when it has ended.
 */
function askedSeldom(work: () => Promise<void>, seconds: number): () => Promise<true> {
  let latest = Promise.resolve<true>(true);
  let staleAt = 0;
  return () => {
    if (performance.now() >= staleAt) {
      staleAt = Number.POSITIVE_INFINITY;
      const began = performance.now();
      latest = work().then(() => {
        const now = performance.now();
        const took = now - began;
        const rest = Math.min(took / databaseShare, Math.max(longestSeconds * 1000, took));
        staleAt = now + (seconds && Math.max(seconds * 1000, rest));
        return true;
      });
    }
    return latest;
  };
}
