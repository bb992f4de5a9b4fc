import { readdirSync, readFileSync } from 'node:fs';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { describe, expect, test } from 'vitest';
import { dashboardFiles } from '../../monitoring/dashboards/dashboards.ts';
import { aggregatorMetrics, databaseMetrics, processMetrics } from '../../shared/telemetry/metric-names.ts';
import { collectRuntimeMetrics, declarationsOf } from '../../shared/telemetry/runtime-metrics.ts';

const monitoring = `${import.meta.dirname}/../../monitoring`;
const folder = `${monitoring}/grafana/dashboards`;
const read = (path: string) => readFileSync(`${monitoring}/${path}`, 'utf8');

const dashboards = Object.values(dashboardFiles).map((text): Dashboard => JSON.parse(text));
const panelsOf = ({ panels = [] }: Dashboard) => panels.filter((panel): panel is Panel => panel.type !== 'row');
const panels = dashboards.flatMap((dashboard) =>
  panelsOf(dashboard)
    .filter(({ type }) => type !== 'text')
    .map((panel) => ({ name: `${dashboard.title}: ${panel.title}`, panel })),
);
const queriesOf = ({ targets = [] }: Panel) => targets as Dataquery[];

const declared = new Set(
  [
    ...[processMetrics, databaseMetrics, aggregatorMetrics].flatMap((all) => Object.values(all)),
    ...declarationsOf(collectRuntimeMetrics('system')),
  ].flatMap(({ name, type }) => (type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name])),
);

describe('the dashboards', () => {
  test('are what their sources make; `npm run dashboards` renews them', () => {
    const committed = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]);
    expect(Object.fromEntries(committed)).toEqual(dashboardFiles);
  });

  test('have an id, a title and a schema that Grafana need not convert', () => {
    expect(dashboards.map(({ uid }) => uid)).toEqual([...new Set(dashboards.map(({ uid }) => uid))]);
    expect(dashboards.map(({ title }) => title)).toContain('Multi-Agent System Overview');
    for (const { schemaVersion, panels: all = [] } of dashboards) {
      expect(schemaVersion).toBe(42);
      expect(all.map(({ id }) => id)).toEqual(all.map((_, index) => index + 1));
    }
  });

  test('begin with what Prometheus sees', () => {
    const [overview] = dashboards;
    const [row, ...rest] = overview?.panels ?? [];
    expect(row?.type).toBe('row');
    const next = rest.findIndex(({ type }) => type === 'row');
    const first = rest.slice(0, next).map(({ title }) => title);
    expect(first).toEqual(expect.arrayContaining(['Targets up', 'Jobs status', 'Scrape duration']));
  });

  test('fit on their grid, and no panel lies on another', () => {
    for (const { title, panels: all = [] } of dashboards) {
      const cells = all.flatMap(({ gridPos: { x, y, w, h } = { x: 0, y: 0, w: 0, h: 0 } }) => {
        expect(x + w, title).toBeLessThanOrEqual(24);
        return Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`);
      });
      expect(cells.length, title).toBe(new Set(cells).size);
    }
  });

  test.each(panels)('$name says what it shows, in which unit, from which data source', ({ panel }) => {
    const source = /uid: (\S+)/.exec(read('grafana/provisioning/datasources/prometheus.yml'))?.[1];
    expect(panel.description?.length).toBeGreaterThan(5);
    expect(panel.fieldConfig?.defaults?.unit).toBeTruthy();
    expect(['stat', 'timeseries']).toContain(panel.type);
    expect(queriesOf(panel).length).toBeGreaterThan(0);
    for (const { datasource } of [panel, ...queriesOf(panel)])
      expect(datasource).toEqual({ type: 'prometheus', uid: source });
  });

  test.each(panels)('$name asks for metrics that there are', ({ panel }) => {
    const names = queriesOf(panel).flatMap(({ expr }) => [
      ...expr.matchAll(/\b(?:multi_agent|gen_ai_client|http_server|nodejs|process)_\w+/g),
    ]);
    expect(names.map(([name]) => name).filter((name) => !declared.has(name))).toEqual([]);
  });
});

test('Grafana finds the dashboards in a folder of their own, outside what it is provisioned from', () => {
  const compose = readFileSync(`${monitoring}/../docker-compose.yml`, 'utf8');
  const path = /path: (\S+)/.exec(read('grafana/provisioning/dashboards/multi-agent.yml'))?.[1];
  expect(compose).toContain(`./monitoring/grafana/dashboards:${path}:ro`);
  expect(path?.startsWith('/etc/grafana/provisioning')).toBe(false);
  const home = /DEFAULT_HOME_DASHBOARD_PATH: (\S+)/.exec(compose)?.[1];
  expect(Object.keys(dashboardFiles).map((name) => `${path}/${name}`)).toContain(home);
});
