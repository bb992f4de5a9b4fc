import { linearRegression, linearRegressionLine, mean, rSquared } from 'simple-statistics';
import type { Trend, TrendSeries } from './analysis-facts.ts';
import { figure } from './figures.ts';
import { labelOf } from './label-of.ts';
import { pOfT } from './p-value.ts';
import type { Column, DateColumn, NumberColumn } from './read-column.ts';
import type { Grain } from './read-date.ts';

/** Series that are fitted at most. */
export const mostSeries = 20;

/** The trend of each number column along the first date column, or along the rows where there is none. */
export function fitTrend(columns: Column[]): Trend {
  const axis = columns.find((column) => column.kind === 'date');
  const rows = columns[0]?.values.length ?? 0;
  const places = Array.from({ length: rows }, (_, row) =>
    axis ? placeOf(axis.values[row] ?? null, axis.grain) : row + 1,
  );
  const label = labels(axis, places);
  const series = columns
    .filter((column) => column.kind === 'number')
    .slice(0, mostSeries)
    .flatMap((column) => fit(column, places, label) ?? []);
  const step = axis?.grain === 'time' ? 'day' : (axis?.grain ?? 'row');
  return { axis: axis?.name ?? null, step, points: new Set(places.filter((place) => place !== null)).size, series };
}

/** Where a date stands on the axis, in its own steps: months for months, days for days and times. */
function placeOf(date: Date | null, grain: Grain): number | null {
  if (!date) return null;
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (grain === 'year') return year;
  if (grain === 'quarter') return year * 4 + Math.floor(month / 3);
  return grain === 'month' ? year * 12 + month : date.getTime() / 86_400_000;
}

function labels(axis: DateColumn | undefined, places: (number | null)[]): (place: number) => string {
  if (!axis) return String;
  const dates = new Map(places.map((place, row) => [place, axis.values[row]]));
  return (place) => labelOf(dates.get(place) ?? new Date(0), axis.grain);
}

function fit(
  { name, unit, values }: NumberColumn,
  places: (number | null)[],
  label: (place: number) => string,
): TrendSeries | undefined {
  const points = averages(places, values);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return undefined;
  const at = ([place, value]: [number, number]) => ({ at: label(place), value });
  const lowest = points.reduce((a, b) => (b[1] < a[1] ? b : a));
  const highest = points.reduce((a, b) => (b[1] > a[1] ? b : a));
  const change = last[1] - first[1];
  return {
    ...{ column: name, unit, n: points.length, first: at(first), last: at(last), change: figure(change) },
    change_percent: first[1] > 0 ? figure((change / first[1]) * 100) : null,
    ...{ lowest: at(lowest), highest: at(highest), ...line(points.map(([place, value]) => [place - first[0], value])) },
  };
}

/** The least-squares line of points whose first is at 0. */
function line(
  points: [number, number][],
): Pick<TrendSeries, 'slope' | 'intercept' | 'r_squared' | 'p_value' | 'direction'> {
  const { m, b } = linearRegression(points);
  const constant = points.every(([, value]) => value === points[0]?.[1]);
  const r = constant ? Number.NaN : rSquared(points, linearRegressionLine({ m, b }));
  const fitted = Math.max(0, Math.min(1, r));
  const df = points.length - 2;
  const p = df > 0 && !constant ? pOfT(Math.sqrt((fitted * df) / (1 - fitted)), df) : Number.NaN;
  const direction = m > 0 ? 'rising' : 'falling';
  return {
    slope: figure(constant ? 0 : m),
    intercept: figure(constant ? (points[0]?.[1] ?? 0) : b),
    r_squared: figure(fitted),
    p_value: figure(p),
    direction: p < 0.05 && m !== 0 ? direction : 'unclear',
  };
}

/** One point for each place of the axis, in its order: the mean of its values. */
function averages(places: (number | null)[], values: (number | null)[]): [number, number][] {
  const at = new Map<number, number[]>();
  for (const [row, value] of values.entries()) {
    const place = places[row] ?? null;
    if (place === null || value === null) continue;
    const known = at.get(place);
    if (known) known.push(value);
    else at.set(place, [value]);
  }
  return [...at]
    .map(([place, together]): [number, number] => [place, figure(mean(together)) ?? 0])
    .sort(([a], [b]) => a - b);
}
