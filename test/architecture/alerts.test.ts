import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dashboards } from '../../monitoring/dashboards/dashboards.ts';

const read = (path: string) => readFileSync(`${import.meta.dirname}/../../${path}`, 'utf8');
const namesIn = (path: string, form: RegExp) => [...read(path).matchAll(form)].map(([, name]) => name);

const runbookFiles = ['docs/runbooks.md', 'docs/runbooks.zh-CN.md'];
const alerts = namesIn('monitoring/rules/alerts.yml', /^ *- alert: (\w+)$/gm);

describe('every alert', () => {
  test('has a test in which it fires', () => {
    expect(alerts.length).toBeGreaterThan(5);
    const fires = /alertname: (\w+)\n *exp_alerts:\n/g;
    expect(new Set(namesIn('monitoring/rules/alerts.test.yml', fires))).toEqual(new Set(alerts));
  });

  test.each(runbookFiles)('has a section in %s, in the order of the alerts', (file) => {
    expect(namesIn(file, /^## (\w+)$/gm)).toEqual(alerts);
  });

  test('has a severity and a summary, and links to the panel with its runbook', () => {
    const runbooks = dashboards.find(({ uid }) => uid === 'multi-agent-runbooks');
    const form =
      /- alert: (\w+)\n[\s\S]*?severity: (critical|warning) \}\n[\s\S]*?summary: '.+'\n *runbook_url: '(.+)'\n/g;
    const linked = [...read('monitoring/rules/alerts.yml').matchAll(form)].map(([, name, , url]) => [name, url]);
    const panelOf = (name: string | undefined) => runbooks?.panels?.find(({ title }) => title === name)?.id;
    expect(linked).toEqual(
      alerts.map((name) => [
        name,
        `{{ $externalLabels.grafana }}/d/multi-agent-runbooks?viewPanel=panel-${panelOf(name)}`,
      ]),
    );
  });

  test.each(runbookFiles)('has a runbook that names only panels that there are: %s', (file) => {
    const titles = dashboards.flatMap(({ panels = [] }) => panels.map(({ title }) => title ?? ''));
    const named = namesIn(file, /\*(?:Overview|Tasks|Models|Queues|Runtime) \/ ([^*]+)\*/g).map((name = '') =>
      name.replaceAll(/\s+/g, ' '),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !titles.some((title) => title.startsWith(name)))).toEqual([]);
  });
});

test('both languages of the runbooks say to run the same', () => {
  const [english = [], chinese = []] = runbookFiles.map((file) => namesIn(file, /`([^`]+)`/g));
  expect(english.length).toBeGreaterThan(50);
  expect(new Set(chinese)).toEqual(new Set(english));
});

test('every recording rule has a test', () => {
  const tested = read('monitoring/rules/recording.test.yml');
  const rules = namesIn('monitoring/rules/recording.yml', /^ *- record: (\S+)$/gm);
  expect(rules.length).toBeGreaterThan(10);
  const groups = rules.map((rule = '') => rule.replace(/ratio_rate\w+$/, 'ratio_rate'));
  expect(groups.filter((rule) => !tested.includes(rule))).toEqual([]);
});

test('Prometheus reads the metrics of the worker, the exporters, Grafana and itself, and nothing that has none', () => {
  const form = /job_name: (\S+)\n *static_configs:\n *- targets: \[(\S+)\]/g;
  const jobs = [...read('monitoring/prometheus.yml').matchAll(form)].map(([, job, target]) => `${job} ${target}`);
  expect(jobs).toEqual([
    'multi-agent-system-metrics multi-agent-system:9100',
    'redis redis-exporter:9121',
    'postgres postgres-exporter:9187',
    'grafana grafana:3000',
    'prometheus localhost:9090',
  ]);
  expect(read('monitoring/prometheus.yml').match(/targets:/g)).toHaveLength(jobs.length);
});
