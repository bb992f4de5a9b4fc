import { headOf, numberText } from './sample-text.ts';
import type { SeriesIndex } from './series-index.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Makes one of several snapshots, pure: counters and histograms are summed, gauges follow their rule. Later snapshots in
 * the list are later in time. A series' value stands at its place; undefined where no snapshot has it.
 */
export function mergeSnapshots(snapshots: Snapshot[], size: number): (number | undefined)[] {
  const merged: (number | undefined)[] = Array(size).fill(undefined);
  for (const { series, values } of snapshots) {
    for (let at = 0; at < series.length; at += 1) {
      const one = series[at] as Snapshot['series'][number];
      const value = values[at] as number;
      const before = merged[one.place];
      merged[one.place] = before === undefined ? value : combined(one.metric.rule, before, value);
    }
  }
  return merged;
}

function combined(rule: string | undefined, before: number, value: number): number {
  if (rule === 'max') return Math.max(before, value);
  if (rule === 'min') return Math.min(before, value);
  return rule === 'last' ? value : before + value;
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
