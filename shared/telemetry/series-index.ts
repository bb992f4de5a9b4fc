import type { MetricDeclaration } from './metric-declarations.ts';

/** One series of a declared metric; `place` is its number in the index. */
export interface Series {
  /** As it is exposed: labels in the order of the declaration, `le` last. */
  id: string;
  place: number;
  metric: MetricDeclaration;
}

/** Why a series is refused. */
export const refusals = ['unknown_metric', 'unknown_label', 'long_label', 'malformed', 'too_many'] as const;
export type Refusal = (typeof refusals)[number];

export interface SeriesIndex {
  /** The series of a sample's name and labels, as any process writes them, or why there is none. */
  find(written: string): Series | Refusal;
  /** Each metric with its series, in the order of their declaration and arrival. */
  readonly metrics: { metric: MetricDeclaration; series: Series[] }[];
  readonly size: number;
}

const longestLabel = 128;
const form = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?$/s;
/** Without the character 0, which Postgres keeps in no text. */
const label = /([a-zA-Z_]\w*)="((?:[^"\\\n\0]|\\[\\"n])*)"(?:,|$)/gy;

/**
 * Knows the series of declared metrics, at most `most`: what nobody declared, and values without end, do not get in,
 * whoever pushes them.
 */
export function seriesIndex(declared: MetricDeclaration[], most: number): SeriesIndex {
  const metrics = declared.map((metric) => ({ metric, series: [] as Series[] }));
  const bySample = new Map(metrics.flatMap((one) => sampleNames(one.metric).map((name) => [name, one] as const)));
  const known = new Map<string, Series>();
  const written = new Map<string, Series>();

  const resolve = (text: string): Series | Refusal => {
    const [, name = '', labels = ''] = form.exec(text) ?? [];
    if (!name) return 'malformed';
    const owner = bySample.get(name);
    if (!owner) return 'unknown_metric';
    const given = parseLabels(labels);
    if (!given) return 'malformed';
    const names =
      name.endsWith('_bucket') && owner.metric.buckets ? [...owner.metric.labels, 'le'] : owner.metric.labels;
    for (const [one, value] of given) {
      if (!names.includes(one)) return 'unknown_label';
      if (value.length > longestLabel) return 'long_label';
    }
    const parts = names.filter((one) => given.has(one)).map((one) => `${one}="${given.get(one)}"`);
    const id = parts.length ? `${name}{${parts.join(',')}}` : name;
    const found = known.get(id);
    if (found) return found;
    if (known.size >= most) return 'too_many';
    const series = { id, place: known.size, metric: owner.metric };
    known.set(id, series);
    owner.series.push(series);
    return series;
  };
  return {
    metrics,
    get size() {
      return known.size;
    },
    find(text) {
      const seen = written.get(text);
      if (seen) return seen;
      const series = resolve(text);
      // As many ways to write them as series, twice: what writes its labels in ever new orders is only slower.
      if (typeof series !== 'string' && written.size < 2 * most) written.set(text, series);
      return series;
    },
  };
}

const sampleNames = ({ name, type }: MetricDeclaration): string[] =>
  type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];

/** Labels by name, their values still escaped; undefined where they cannot be read. */
function parseLabels(text: string): Map<string, string> | undefined {
  const labels = new Map<string, string>();
  let end = 0;
  for (const [whole, name = '', value = ''] of text.matchAll(label)) {
    end += whole.length;
    if (labels.has(name)) return undefined;
    labels.set(name, value);
  }
  return end === text.length ? labels : undefined;
}
