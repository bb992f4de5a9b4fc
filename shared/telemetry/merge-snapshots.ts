import { headOf, numberText } from './sample-text.ts';
import type { SeriesIndex } from './series-index.ts';
import type { Snapshot } from './snapshot.ts';

/** A snapshot among others; `at` is when it was taken, on whatever clock they share. */
export type TimedSnapshot = Snapshot & { at?: number };

/**
 * Makes one of several snapshots, pure: counters and histograms are summed, gauges follow their rule. A series' value
 * stands at its place; undefined where no snapshot has it. Sums are made in the order of the list: in another order the
 * same numbers may add up to a little less, and a counter that falls, by whatever it is, is taken for one that began anew.
 */
export function mergeSnapshots(snapshots: TimedSnapshot[], size: number): (number | undefined)[] {
  const merged: (number | undefined)[] = Array(size).fill(undefined);
  const latest: number[] = [];
  for (const { series, values, at: time = 0 } of snapshots) {
    for (let at = 0; at < series.length; at += 1) {
      const { place, metric } = series[at] as Snapshot['series'][number];
      const value = values[at] as number;
      const before = merged[place];
      if (metric.rule === 'last') {
        if (before !== undefined && time < (latest[place] ?? 0)) continue;
        latest[place] = time;
        merged[place] = value;
      } else merged[place] = before === undefined ? value : combined(metric.rule, before, value);
    }
  }
  return merged;
}

function combined(rule: string | undefined, before: number, value: number): number {
  if (rule === 'max') return Math.max(before, value);
  return rule === 'min' ? Math.min(before, value) : before + value;
}

/** Merged values in Prometheus' text format. */
export function exposeSeries({ metrics }: SeriesIndex, merged: (number | undefined)[]): string {
  let text = '';
  for (const { metric, series } of metrics) {
    let lines = '';
    for (const { id, place } of series) {
      const value = merged[place];
      if (value !== undefined) lines += `${id} ${numberText(value)}\n`;
    }
    if (lines) text += headOf(metric) + lines;
  }
  return text;
}
