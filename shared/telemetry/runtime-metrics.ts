import { collectDefaultMetrics, Registry } from 'prom-client';
import type { GaugeRule, MetricDeclaration } from './metric-declarations.ts';

/** Gauges of prom-client's own whose names say that they count; those without `_total` tell the same, by type. */
const misnamed = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];

/** Between two looks at the event loop; each wakes the process. What prom-client calls its lag has this wait in it. */
export const lookMilliseconds = 50;

/** How prom-client's own rules are read: an average of several processes' lags would hide the one that hangs. */
const rules: Record<string, GaugeRule> = { average: 'max', max: 'max', min: 'min', first: 'last', omit: 'max' };

/** What Node.js and the system say of this process, labelled by the role that it has: api, worker or system. */
export function collectRuntimeMetrics(role: string): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, labels: { role }, eventLoopMonitoringPrecision: lookMilliseconds });
  for (const name of misnamed) registry.removeSingleMetric(name);
  return registry;
}

/** The declarations of the metrics in a registry of prom-client's. */
export const declarationsOf = (registry: Registry): MetricDeclaration[] =>
  registry.getMetricsAsArray().map((metric) => {
    const { name, help, type, aggregator, labelNames, upperBounds } = metric as typeof metric & {
      labelNames: string[];
      upperBounds?: number[];
    };
    return {
      name,
      help,
      type: type as unknown as MetricDeclaration['type'],
      labels: labelNames,
      rule: rules[aggregator] ?? 'sum',
      ...(upperBounds && { buckets: upperBounds }),
    };
  });
