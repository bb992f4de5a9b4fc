import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricDeclaration } from '../../shared/telemetry/metric-declarations.ts';

const instances = 10;
const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const range = (count: number): string[] => Array.from({ length: count }, (_, at) => `some-name-${at}`);

/** What one process of ten tells: a thousand series in forty histograms' places, counters and gauges, as text and as prom-client's JSON. */
export interface ProcessSnapshot {
  text: string;
  json: string;
}

/** Ten processes' snapshots of the same thousand series, with values of their own, and what declares them. */
export async function makeSnapshots(): Promise<{ declared: MetricDeclaration[]; snapshots: ProcessSnapshot[] }> {
  const registries = Array.from({ length: instances }, fill);
  const snapshots = registries.map(async (registry) => ({
    text: await registry.metrics(),
    json: JSON.stringify(await registry.getMetricsAsJSON()),
  }));
  return { declared, snapshots: await Promise.all(snapshots) };
}

const of = { name: 'of', what: 'how' } as const;
const declared: MetricDeclaration[] = [
  ...range(4).map((_, at) => ({
    name: `bench_duration_${at}_seconds`,
    help: 'A histogram.',
    type: 'histogram' as const,
    labels: Object.values(of),
    buckets,
  })),
  ...range(4).map((_, at) => ({
    name: `bench_${at}_total`,
    help: 'A counter.',
    type: 'counter' as const,
    labels: Object.values(of),
  })),
  { name: 'bench_busy', help: 'A gauge.', type: 'gauge', labels: Object.values(of), rule: 'sum' },
];

/** Forty histograms of 17 series, 240 counters and 80 gauges. */
function fill(): Registry {
  const registry = new Registry();
  for (const { name, help, type } of declared) {
    const options = { name, help, labelNames: Object.values(of), registers: [registry] };
    if (type === 'histogram') {
      const histogram = new Histogram({ ...options, buckets });
      for (const one of range(10))
        for (let count = 0; count < 50; count += 1) histogram.observe({ of: one, how: 'well' }, Math.random() * 12);
    } else if (type === 'counter') {
      const counter = new Counter(options);
      for (const one of range(60)) counter.inc({ of: one, how: 'well' }, Math.floor(Math.random() * 1000));
    } else {
      const gauge = new Gauge(options);
      for (const one of range(80)) gauge.set({ of: one, how: 'well' }, Math.random());
    }
  }
  return registry;
}
