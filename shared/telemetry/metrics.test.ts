import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { MetricDeclaration } from './metric-declarations.ts';
import { aggregatorMetrics, databaseMetrics, processMetrics } from './metric-names.ts';
import { createMetrics, metricsText } from './metrics.ts';
import { collectRuntimeMetrics, declarationsOf } from './runtime-metrics.ts';

test('names end in _total for counters, and for nothing else, and are given once', () => {
  const runtime = declarationsOf(collectRuntimeMetrics('api'));
  const named = [processMetrics, databaseMetrics, aggregatorMetrics].flatMap((some) =>
    Object.values<MetricDeclaration>(some),
  );
  const all = [...named, ...runtime];
  expect(runtime.length).toBeGreaterThan(10);
  for (const { name, type } of all) expect(name.endsWith('_total'), `${type} ${name}`).toBe(type === 'counter');
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

test('counters, gauges and histograms are written as prom-client writes them', async () => {
  const metrics = createMetrics();
  metrics.stepAttempts.inc({ outcome: 'failed', step: 'a\\b "c"\nd', agent: '研究' }, 2);
  metrics.stepAttempts.inc({ agent: '研究', step: 'a\\b "c"\nd', outcome: 'failed' });
  metrics.activeRequests.add({}, 3);
  metrics.activeRequests.add({}, -1);
  for (const seconds of [0.005, 0.0050001, 2, 11]) {
    metrics.requestDuration.observe({ status_class: '2xx', function: 'get-task' }, seconds);
  }
  const { Counter, Gauge, Histogram } = await import('prom-client');
  const registers = [new Registry()];
  const labelNames = [...processMetrics.stepAttempts.labels];
  new Counter({ ...processMetrics.stepAttempts, labelNames, registers }).inc(
    { agent: '研究', step: 'a\\b "c"\nd', outcome: 'failed' },
    3,
  );
  new Gauge({ ...processMetrics.activeRequests, registers }).set(2);
  const { buckets = [], labels, ...histogram } = processMetrics.requestDuration;
  const theirs = new Histogram({ ...histogram, buckets: [...buckets], labelNames: [...labels], registers });
  for (const seconds of [0.005, 0.0050001, 2, 11])
    theirs.observe({ function: 'get-task', status_class: '2xx' }, seconds);
  const lines = (text: string) => text.split('\n').filter((line) => line && !line.startsWith('#'));
  const sorted = (line: string) => line.replace(/\{(.*)\}/, (_, inner: string) => inner.split(',').sort().join());
  const expected = lines((await registers[0]?.metrics()) ?? '').map(sorted);
  expect(expected.length).toBeGreaterThan(15);
  expect(lines(metricsText(metrics)).map(sorted)).toEqual(expect.arrayContaining(expected));
});

test('what an alert asks the increase of is there before it first happens', () => {
  const line = 'multi_agent_model_degraded_answers_total{reason="daily_budget_used_up"} 0\n';
  expect(metricsText(createMetrics())).toContain(line);
});

test('a metric without a value is left out, and counting anew forgets every value', () => {
  const metrics = createMetrics();
  expect(metricsText(metrics)).not.toContain('multi_agent_redis_up');
  metrics.redisUp.set({}, 0);
  expect(metricsText(metrics)).toContain('\nmulti_agent_redis_up 0\n');
  metrics.redisUp.clear();
  expect(metricsText(metrics)).not.toContain('multi_agent_redis_up');
});
