import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { freePort } from '../../shared/testing/free-port.ts';
import { lendProgram } from './lend-program.ts';

const source = fileURLToPath(new URL('../../monitoring/', import.meta.url));
const scrapeSeconds = 2;

/** A series of an answer of Prometheus: its labels, and its values over time. */
export interface PromSeries {
  metric: Record<string, string>;
  values: [number, string][];
}

/** Where the system and its servers are. */
export interface Monitored {
  metricsPort: number;
  postgresUrl: string;
  redisUrl: string;
}

/**
 * Lends a real Prometheus with the project's configuration and rules, which reads the system, real exporters of Postgres
 * and Redis, and a server in Grafana's place; only addresses and intervals are others.
 */
export async function lendPrometheus({ metricsPort, postgresUrl, redisUrl }: Monitored) {
  await using stack = new AsyncDisposableStack();
  const [postgresPort, redisPort, port] = [await freePort(), await freePort(), await freePort()];
  const grafana = stack.use(await lendGrafanaMetrics());
  stack.use(
    await lendProgram('prometheus-postgres-exporter', [`--web.listen-address=127.0.0.1:${postgresPort}`], {
      ready: `http://127.0.0.1:${postgresPort}/metrics`,
      environment: { DATA_SOURCE_NAME: `${postgresUrl}?sslmode=disable` },
    }),
  );
  stack.use(
    await lendProgram(
      'prometheus-redis-exporter',
      [`-web.listen-address=127.0.0.1:${redisPort}`, `-redis.addr=${redisUrl}`],
      { ready: `http://127.0.0.1:${redisPort}/metrics` },
    ),
  );
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  await cp(source, folder, { recursive: true });
  const addresses: Record<string, string> = {
    'multi-agent-system:9100': `127.0.0.1:${metricsPort}`,
    'redis-exporter:9121': `127.0.0.1:${redisPort}`,
    'postgres-exporter:9187': `127.0.0.1:${postgresPort}`,
    'grafana:3000': `127.0.0.1:${grafana.port}`,
    'localhost:9090': `127.0.0.1:${port}`,
  };
  const file = join(folder, 'prometheus.yml');
  const configuration = (await readFile(file, 'utf8'))
    .replaceAll(/(?<=targets: \[)[^\]]+/g, (target) => addresses[target] ?? target)
    .replaceAll(/(?<=_(?:interval|timeout): )\d+s/g, `${scrapeSeconds}s`);
  await writeFile(file, configuration);
  const url = `http://127.0.0.1:${port}`;
  stack.use(
    await lendProgram(
      'prometheus',
      [
        `--config.file=${file}`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--enable-feature=expand-external-labels,exemplar-storage',
      ],
      { ready: `${url}/-/ready`, environment: { GRAFANA_URL: 'http://grafana.test' } },
    ),
  );
  const start = Date.now() / 1000;
  const ask = async <Answer>(path: string, parameters: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const answer = (await response.json()) as { data: Answer; error?: string };
    if (answer.error) throw new Error(`${JSON.stringify(parameters)}: ${answer.error}`);
    return answer.data;
  };
  /** The series of an expression since the start, without values that are no numbers. */
  const seriesOf = async (query: string): Promise<PromSeries[]> => {
    // One step more: the last one must not lie before what was seen just now.
    const end = Date.now() / 1000 + scrapeSeconds;
    const range = { start: String(start), end: String(end), step: String(scrapeSeconds) };
    const { result } = await ask<{ result: PromSeries[] }>('query_range', { query, ...range });
    return result
      .map(({ metric, values }) => ({ metric, values: values.filter(([, value]) => value !== 'NaN') }))
      .filter(({ values }) => values.length > 0);
  };
  const lent = stack.move();
  return {
    ask,
    seriesOf,
    /** Waits until an expression has data now. */
    seen: (query: string, seconds = 60) =>
      vi.waitFor(
        async () => {
          const { result } = await ask<{ result: unknown[] }>('query', { query });
          if (!result.length) throw new Error(`Prometheus has seen nothing of ${query} in ${seconds} s`);
        },
        { timeout: seconds * 1000, interval: 200 },
      ),
    [Symbol.asyncDispose]: () => lent.disposeAsync(),
  };
}

/** Stands in for Grafana, which Debian does not have: Prometheus only reads its metrics. */
async function lendGrafanaMetrics() {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end('# HELP grafana_build_info A stand-in.\n# TYPE grafana_build_info gauge\ngrafana_build_info 1\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
