import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testSwitch } from '../../shared/config.ts';
import { freePort } from '../../shared/testing/free-port.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendRedis } from '../../shared/testing/lend-redis.ts';
import { lendPrometheus } from './lend-prometheus.ts';
import {
  callersTrace,
  failProviders,
  failServers,
  lendModels,
  loseWorker,
  type Run,
  useSystem,
} from './run-workload.ts';

const monitoring = `${import.meta.dirname}/../../monitoring`;
const folder = `${monitoring}/grafana/dashboards`;

/** The expressions of every panel and variable, with what Grafana puts into them. */
const expressions = readdirSync(folder).flatMap((file) => {
  const { title, panels = [], templating }: Dashboard = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
  const ofPanels = panels.flatMap((panel) =>
    ((panel as Panel).targets ?? []).map((target) => [panel.title, (target as Dataquery).expr] as const),
  );
  const ofVariables = (templating?.list ?? []).map(
    ({ name, query }) => [name, /\((\w+),/.exec(JSON.stringify(query))?.[1] ?? ''] as const,
  );
  return [...ofPanels, ...ofVariables].map(([name, expression]) => ({
    name: `${title}: ${name}`,
    expression: expression.replaceAll('$__rate_interval', '1m').replaceAll('$agent', '.*'),
  }));
});

/** Alerts whose fault the workload has not: their expressions have data where nothing is compared with a limit. */
const spared = [
  'ConnectionsRunOut',
  'RequestsSlow',
  'RequestsOftenSlow',
  'QueueTooOld',
  'TasksStuck',
  'SpendTooFast',
  'TooManySeries',
];
const withoutLimits = (query: string): string => query.replaceAll(/ > [\d.]+( \* [\d.]+)?/g, '');

interface Rule {
  type: 'alerting' | 'recording';
  name: string;
  query: string;
  health: string;
  lastError?: string;
}

interface Targets {
  activeTargets: { labels: { job: string }; health: string; lastError: string }[];
}

describe.runIf(testSwitch('TEST_PROMETHEUS') && testServer)('a real Prometheus that reads a running system', () => {
  const stack = new AsyncDisposableStack();
  let run: Run;
  let targets: Targets['activeTargets'] = [];

  beforeAll(async () => {
    const metricsPort = await freePort();
    const redis = stack.use(await lendRedis());
    const model = stack.use(await lendModels());
    const hosts = stack.use(
      await lendHosts({
        ...model.environment,
        METRICS_PORT: String(metricsPort),
        REDIS_URL: redis.url,
        RATE_LIMIT_PER_MINUTE: '100000',
      }),
    );
    const prometheus = stack.use(
      await lendPrometheus({ metricsPort, postgresUrl: String(testServer), redisUrl: redis.url }),
    );
    run = { hosts, prometheus, model, redis, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` };
    await prometheus.seen('count(up == 1) == 5');
    targets = (await prometheus.ask<Targets>('targets')).activeTargets;
    await useSystem(run);
    await prometheus.seen('gen_ai_client_operation_time_to_first_chunk_seconds_count');
    await useSystem(run);
    await failProviders(run);
    await failServers(run);
    await loseWorker(run);
  }, 300_000);
  afterAll(() => stack.disposeAsync());

  test('finds every target up', () => {
    expect(targets.map(({ labels, health, lastError }) => [labels.job, health, lastError]).sort()).toEqual(
      ['grafana', 'multi-agent-system-metrics', 'postgres', 'prometheus', 'redis'].map((job) => [job, 'up', '']),
    );
  });

  test('has nothing to say against the names and the form of the metrics', async () => {
    const text = await (await fetch(run.metricsUrl)).text();
    const checking = promisify(execFile)('promtool', ['check', 'metrics']);
    checking.child.stdin?.end(text);
    expect(await checking).toMatchObject({ stdout: '', stderr: '' });
    expect(text.length).toBeGreaterThan(1000);
  });

  test('has nothing to say against the configuration and the rules', async () => {
    const { stdout } = await promisify(execFile)('promtool', ['check', 'config', `${monitoring}/prometheus.yml`]);
    expect(stdout).toContain('is valid prometheus config file');
  });

  test.each(expressions)('has data for $name', async ({ expression }) => {
    expect(await run.prometheus.seriesOf(expression), expression).not.toEqual([]);
  });

  test('has data for every rule, and for every alert whose fault was given', async () => {
    const { groups } = await run.prometheus.ask<{ groups: { rules: Rule[] }[] }>('rules');
    const rules = groups.flatMap((group) => group.rules);
    const alerts = rules.filter(({ type }) => type === 'alerting').map(({ name }) => name);
    expect(alerts).toEqual(expect.arrayContaining(spared));
    expect(alerts.length).toBeGreaterThan(spared.length);
    for (const { name, query, health, lastError } of rules) {
      expect([name, health, lastError ?? '']).toEqual([name, 'ok', '']);
      const asked = spared.includes(name) ? withoutLimits(query) : query;
      expect((await run.prometheus.seriesOf(asked)).length, `${name}: ${asked}`).toBeGreaterThan(0);
    }
  });

  test('leads from latencies to the traces of single requests', async () => {
    const query = 'http_server_request_duration_seconds_bucket{function="list-tasks"}';
    const range = { start: String(Date.now() / 1000 - 600), end: String(Date.now() / 1000) };
    const found = await run.prometheus.ask<{ exemplars: { labels: Record<string, string> }[] }[]>('query_exemplars', {
      query,
      ...range,
    });
    expect(found.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels))).toContainEqual({
      trace_id: callersTrace,
    });
  });

  test('tells of a fault with a link to its runbook', async () => {
    await run.prometheus.seen('ALERTS{alertname="DeadLetters",alertstate="firing"}');
    const { alerts } = await run.prometheus.ask<{
      alerts: { labels: { alertname: string }; annotations: Record<string, string> }[];
    }>('alerts');
    expect(alerts.find(({ labels }) => labels.alertname === 'DeadLetters')?.annotations).toEqual({
      summary: 'Tasks of research failed because no worker brought a step to its end.',
      runbook_url: expect.stringMatching(/^http:\/\/grafana\.test\/d\/multi-agent-runbooks\?viewPanel=panel-\d+$/),
    });
  });
});
