import type { Refusal, Series, SeriesIndex } from './series-index.ts';

/** What one process has counted since its start. */
export interface Snapshot {
  series: Series[];
  values: number[];
}

/** Samples that one process may have; more are refused. */
const mostSamples = 5_000;

/** Reads a snapshot in Prometheus' text format; `refuse` hears of each sample that is left out. */
export function readSnapshot(
  text: string,
  index: SeriesIndex,
  refuse: (why: Refusal) => void,
  most = mostSamples,
): Snapshot {
  const snapshot: Snapshot = { series: [], values: [] };
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end > start && text.charCodeAt(start) !== 35) {
      const space = text.lastIndexOf(' ', end - 1);
      const value = numberOf(text.slice(space + 1, end));
      const series = value === undefined || space <= start ? 'malformed' : index.find(text.slice(start, space));
      if (typeof series === 'string') refuse(series);
      else if (series.metric.type !== 'gauge' && !isCount(value as number)) refuse('malformed');
      else if (snapshot.series.length >= most) refuse('too_many');
      else {
        snapshot.series.push(series);
        snapshot.values.push(value as number);
      }
    }
    start = end + 1;
  }
  return snapshot;
}

/** What is none would stay in the sums for good: nothing that is added to NaN or infinity makes it a number again. */
const isCount = (value: number): boolean => value >= 0 && value < Number.POSITIVE_INFINITY;

function numberOf(text: string): number | undefined {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  if (text === 'NaN' || text === 'Nan') return Number.NaN;
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isNaN(value) ? undefined : value;
}

/** The part of a snapshot that outlives its process: a gauge tells how things are, and they are no more. */
export function countsOf({ series, values }: Snapshot): Snapshot {
  const counts: Snapshot = { series: [], values: [] };
  series.forEach((one, place) => {
    if (one.metric.type === 'gauge') return;
    counts.series.push(one);
    counts.values.push(values[place] as number);
  });
  return counts;
}

/** A snapshot as lines that `readSnapshot` reads. */
export const snapshotText = ({ series, values }: Snapshot): string =>
  series.map(({ id }, place) => `${id} ${values[place]}`).join('\n');
