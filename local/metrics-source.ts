import { isRedisUp } from '../shared/access/live.ts';
import type { Push } from '../shared/telemetry/aggregator.ts';
import type { Instrument } from '../shared/telemetry/instruments.ts';
import type { MetricDeclaration } from '../shared/telemetry/metric-declarations.ts';
import { processMetrics } from '../shared/telemetry/metric-names.ts';
import { type Metrics, metrics, metricsText } from '../shared/telemetry/metrics.ts';
import { collectRuntimeMetrics, declarationsOf } from '../shared/telemetry/runtime-metrics.ts';

/** What a process of this system is, as its metrics say. */
export type Role = 'api' | 'worker' | 'system';

/** Where the snapshots of this process' metrics come from. */
export interface MetricsSource {
  /** The metrics that a process of this version can have. */
  declared: MetricDeclaration[];
  next(final: boolean): Promise<Push>;
  /** Begins to count anew, under another name. */
  restart(): void;
}

/** Makes the source of a process, of which there is one. */
export function metricsSource(role: Role, counted: Metrics = metrics()): MetricsSource {
  const runtime = collectRuntimeMetrics(role);
  let instance = crypto.randomUUID();
  let sequence = 0;
  counted.redisUp.collect = () => {
    const up = isRedisUp();
    counted.redisUp.set({}, up === undefined ? undefined : Number(up));
  };
  return {
    declared: [...Object.values(processMetrics), ...declarationsOf(runtime)],
    async next(final) {
      const text = metricsText(counted) + (await runtime.metrics());
      sequence += 1;
      return { instance, sequence, role, final, text };
    },
    restart() {
      // A gauge tells how things are, which is as before.
      for (const one of Object.values<Instrument>(counted)) if (one.declaration.type !== 'gauge') one.clear();
      runtime.resetMetrics();
      instance = crypto.randomUUID();
    },
  };
}
