import manifest from '../../package.json' with { type: 'json' };
import { Counter, Gauge, Histogram, type Instrument } from './instruments.ts';
import type { Declared, MetricDeclaration } from './metric-declarations.ts';
import { processMetrics } from './metric-names.ts';
import { headOf, numberText, sampleId } from './sample-text.ts';

type InstrumentOf<Declaration> =
  Declaration extends Declared<'counter', infer Label>
    ? Counter<Label>
    : Declaration extends Declared<'gauge', infer Label>
      ? Gauge<Label>
      : Declaration extends Declared<'histogram', infer Label>
        ? Histogram<Label>
        : never;

/** Every metric that a process measures itself, to count with. */
export type Metrics = { [Name in keyof typeof processMetrics]: InstrumentOf<(typeof processMetrics)[Name]> };

const kinds = { counter: Counter, gauge: Gauge, histogram: Histogram };

/** Makes the metrics of a process. */
export function createMetrics(): Metrics {
  const made = Object.entries<MetricDeclaration>(processMetrics).map(([name, declaration]) => [
    name,
    new kinds[declaration.type](declaration as never),
  ]);
  const metrics: Metrics = Object.fromEntries(made);
  metrics.build.set({ version: manifest.version, node_version: process.version }, 1);
  // Prometheus sees an increase only from a value that it has seen: of this one the first is to alert.
  metrics.modelDegraded.inc({ reason: 'daily_budget_used_up' }, 0);
  return metrics;
}

let own: Metrics | undefined;

/** This process' metrics. */
export function metrics(): Metrics {
  own ??= createMetrics();
  return own;
}

/** What the metrics tell now, in Prometheus' text format, with exemplars as comments; those without a value are left out. */
export const metricsText = (all: Metrics): string =>
  Object.values<Instrument>(all)
    .map((one) => {
      const lines = one.samples().map(({ name, labels, value }) => `${sampleId(name, labels)} ${numberText(value)}\n`);
      return lines.length ? headOf(one.declaration) + lines.join('') + (one.exemplars?.() ?? '') : '';
    })
    .join('');
