import { sampleCorrelation } from 'simple-statistics';
import type { Correlation } from './analysis-facts.ts';
import { figure } from './figures.ts';
import { pOfT } from './p-value.ts';
import type { NumberColumn } from './read-column.ts';

/** Columns that are paired with one another: the work grows with their square. */
export const mostCorrelated = 20;
const mostPairs = 30;

/** Pearson's correlations of the number columns, the strongest first; over the rows that have both values, at least three. */
export function correlate(columns: NumberColumn[]): Correlation[] {
  const used = columns.slice(0, mostCorrelated);
  return used
    .flatMap((a, index) => used.slice(index + 1).flatMap((b) => correlation(a, b) ?? []))
    .sort((one, other) => Math.abs(other.r) - Math.abs(one.r))
    .slice(0, mostPairs);
}

function correlation(a: NumberColumn, b: NumberColumn): Correlation | undefined {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [row, x] of a.values.entries()) {
    const y = b.values[row];
    if (x === null || y === null || y === undefined) continue;
    xs.push(x);
    ys.push(y);
  }
  if (xs.length < 3 || isConstant(xs) || isConstant(ys)) return undefined;
  const r = figure(Math.max(-1, Math.min(1, sampleCorrelation(xs, ys))));
  if (r === null) return undefined;
  const df = xs.length - 2;
  return { a: a.name, b: b.name, n: xs.length, r, p_value: figure(pOfT(r * Math.sqrt(df / (1 - r * r)), df)) };
}

const isConstant = (values: number[]): boolean => values.every((value) => value === values[0]);
