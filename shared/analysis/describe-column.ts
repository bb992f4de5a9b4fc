import { mean, sampleStandardDeviation, sum } from 'simple-statistics';
import type { ColumnFacts, NumberFacts } from './analysis-facts.ts';
import { ascending, figure, present } from './figures.ts';
import { labelOf } from './label-of.ts';
import { quantile } from './quantile.ts';
import type { Column, NumberColumn } from './read-column.ts';

/** Values that are listed at most. */
const listed = 10;

/** What is to be said of one column. */
export function describeColumn(column: Column): ColumnFacts {
  const { name, missing, other } = column;
  if (column.kind === 'number') return describeNumbers(column);
  if (column.kind === 'date') {
    const times = ascending(column.values.filter((date) => date !== null).map((date) => date.getTime()));
    const label = (time = 0) => labelOf(new Date(time), column.grain);
    return {
      ...{ kind: 'date', name, missing, not_dates: other, count: times.length, distinct: new Set(times).size },
      ...{ grain: column.grain, first: label(times[0]), last: label(times.at(-1)) },
    };
  }
  const counts = new Map<string, number>();
  for (const value of column.values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const count = column.values.length - missing;
  const top = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, listed)
    .map(([value, times]) => ({
      value: value.slice(0, 100).toWellFormed(),
      count: times,
      percent: figure((times / count) * 100) ?? 0,
    }));
  return { kind: 'text', name, missing, count, distinct: counts.size, top };
}

function describeNumbers({ name, missing, other, unit, values }: NumberColumn): NumberFacts {
  const sorted = ascending(present(values));
  const n = sorted.length;
  return {
    ...{ kind: 'number', name, unit, missing, count: n, not_numbers: other, distinct: new Set(sorted).size },
    ...{ sum: figure(sum(sorted)), ...summarise(sorted) },
    ...{ q1: figure(quantile(sorted, 0.25)), q3: figure(quantile(sorted, 0.75)), outliers: outliersOf(sorted) },
  };
}

/** The figures that a group has as well as a column; `sorted` holds at least one value. */
export function summarise(sorted: number[]) {
  const sd = sorted.length > 1 ? sampleStandardDeviation(sorted) : Number.NaN;
  return {
    mean: figure(mean(sorted)),
    sd: figure(sorted[0] === sorted.at(-1) ? sd * 0 : sd),
    min: figure(sorted[0] ?? Number.NaN),
    median: figure(quantile(sorted, 0.5)),
    max: figure(sorted.at(-1) ?? Number.NaN),
  };
}

/** Values beyond the fences of Tukey's box plot (Exploratory Data Analysis, 1977): 1.5 interquartile ranges from the quartiles. */
function outliersOf(sorted: number[]): NumberFacts['outliers'] {
  const [q1, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const lower = figure(q1 - 1.5 * (q3 - q1));
  const upper = figure(q3 + 1.5 * (q3 - q1));
  if (sorted.length < 4 || lower === null || upper === null) return null;
  const beyond = sorted.filter((value) => value < lower || value > upper);
  const distance = (value: number) => Math.max(lower - value, value - upper);
  const values = beyond.toSorted((a, b) => distance(b) - distance(a)).slice(0, listed);
  return { lower_fence: lower, upper_fence: upper, count: beyond.length, values };
}
