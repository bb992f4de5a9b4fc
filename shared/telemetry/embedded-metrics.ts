import type { Instrument } from './instruments.ts';
import type { Metrics } from './metrics.ts';
import { type Sample, sampleId } from './sample-text.ts';

const namespace = 'MultiAgent';

/** The unit of CloudWatch's for a metric. */
const unitOf = (name: string): string => (/_seconds(_sum)?$/.test(name) ? 'Seconds' : 'None');

/**
 * Makes a function that tells what has changed since its last call, as lines in CloudWatch's embedded metric format:
 * increases of counters and of histograms' sums and counts, and gauges as they are; a line for each set of labels.
 */
export function embeddedMetrics(metrics: Metrics): (now: number) => string[] {
  const before = new Map<string, number>();
  const increase = ({ name, labels, value }: Sample): Sample => {
    const id = sampleId(name, labels);
    const last = before.get(id) ?? 0;
    before.set(id, value);
    return { name, labels, value: value - last };
  };
  const changesOf = (one: Instrument): Sample[] =>
    one.declaration.type === 'gauge'
      ? one.samples()
      : one
          .samples()
          .filter(({ labels }) => !('le' in labels))
          .map(increase)
          .filter(({ value }) => value !== 0);
  return (now) =>
    Object.values<Instrument>(metrics).flatMap((one) =>
      [...Map.groupBy(changesOf(one), ({ labels }) => JSON.stringify(labels)).values()].map((samples) =>
        lineOf(samples, now),
      ),
    );
}

function lineOf(samples: Sample[], now: number): string {
  const labels = samples[0]?.labels ?? {};
  const directive = {
    Namespace: namespace,
    Dimensions: [Object.keys(labels)],
    Metrics: samples.map(({ name }) => ({ Name: name, Unit: unitOf(name) })),
  };
  const values = Object.fromEntries(samples.map(({ name, value }) => [name, value]));
  return JSON.stringify({ _aws: { Timestamp: now, CloudWatchMetrics: [directive] }, ...labels, ...values });
}
