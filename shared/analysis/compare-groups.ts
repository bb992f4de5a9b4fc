import { mean, sampleVariance } from 'simple-statistics';
import type { Comparison } from './analysis-facts.ts';
import { summarise } from './describe-column.ts';
import { ascending, figure } from './figures.ts';
import { pOfF, pOfT } from './p-value.ts';

/** A group's name and its values, at least one. */
export interface GroupValues {
  group: string;
  values: number[];
}

interface Spread {
  n: number;
  mean: number;
  variance: number;
}

/** Values that each group needs for a test. */
export const fewest = 3;

/**
 * Compares groups: each by itself, the distance of the means, and, where each has three values or more and they vary,
 * Welch's t test with Hedges' g for two groups, Welch's analysis of variance with eta squared for more.
 */
export function compareGroups(given: GroupValues[]): Omit<Comparison, 'column' | 'unit' | 'test_note'> {
  const described = given
    .map(({ group, values }) => ({ values, facts: { group, n: values.length, ...summarise(ascending(values)) } }))
    .sort((a, b) => (b.facts.mean ?? 0) - (a.facts.mean ?? 0));
  const groups = described.map(({ facts }) => facts);
  const [highest, lowest] = [groups[0]?.mean ?? Number.NaN, groups.at(-1)?.mean ?? Number.NaN];
  const spreads = described.map(({ values }) => spreadOf(values));
  const testable = spreads.length > 1 && spreads.every(({ n, variance }) => n >= fewest && variance > 0);
  return {
    groups,
    difference: figure(highest - lowest),
    difference_percent: lowest > 0 ? figure(((highest - lowest) / lowest) * 100) : null,
    test: testable ? finite(spreads.length === 2 ? welchT(spreads) : welchAnova(spreads)) : null,
    effect: testable ? effectOf(spreads) : null,
  };
}

const spreadOf = (values: number[]): Spread => ({
  n: values.length,
  mean: mean(values),
  variance: values.length > 1 ? sampleVariance(values) : 0,
});

/** B. L. Welch, "The generalization of 'Student's' problem when several different population variances are involved", Biometrika 34, 1947. */
function welchT(spreads: Spread[]): Comparison['test'] {
  const [a, b] = spreads as [Spread, Spread];
  const [va, vb] = [a.variance / a.n, b.variance / b.n];
  const statistic = (a.mean - b.mean) / Math.sqrt(va + vb);
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  return { name: 'welch_t', statistic, df: [df], p_value: pOfT(statistic, df) };
}

/** B. L. Welch, "On the comparison of several mean values: an alternative approach", Biometrika 38, 1951. */
function welchAnova(spreads: Spread[]): Comparison['test'] {
  const k = spreads.length;
  const weights = spreads.map(({ n, variance }) => n / variance);
  const total = sumOf(weights);
  const centre = sumOf(spreads.map((spread, index) => (weights[index] ?? 0) * spread.mean)) / total;
  const between = sumOf(spreads.map((spread, index) => (weights[index] ?? 0) * (spread.mean - centre) ** 2)) / (k - 1);
  const rest = sumOf(spreads.map(({ n }, index) => (1 - (weights[index] ?? 0) / total) ** 2 / (n - 1)));
  const statistic = between / (1 + ((2 * (k - 2)) / (k * k - 1)) * rest);
  const df = [k - 1, (k * k - 1) / (3 * rest)];
  return { name: 'welch_anova', statistic, df, p_value: pOfF(statistic, df[0] ?? 0, df[1] ?? 0) };
}

/** Of two groups Hedges' g (1981), with his correction for few values; of more the part of the variation that lies between them. */
function effectOf(spreads: Spread[]): Comparison['effect'] {
  const df = sumOf(spreads.map(({ n }) => n - 1));
  const within = sumOf(spreads.map(({ n, variance }) => (n - 1) * variance));
  const [a, b] = spreads as [Spread, Spread];
  const centre = sumOf(spreads.map((spread) => spread.n * spread.mean)) / sumOf(spreads.map(({ n }) => n));
  const between = sumOf(spreads.map((spread) => spread.n * (spread.mean - centre) ** 2));
  const isPair = spreads.length === 2;
  const g = ((a.mean - b.mean) / Math.sqrt(within / df)) * (1 - 3 / (4 * df - 1));
  const value = figure(isPair ? g : between / (between + within));
  return value === null ? null : { name: isPair ? 'hedges_g' : 'eta_squared', value };
}

function finite(test: Comparison['test']): Comparison['test'] {
  if (!test) return null;
  const [statistic, p, ...df] = [test.statistic, test.p_value, ...test.df].map(figure);
  if (statistic == null || p == null || df.some((one) => one === null)) return null;
  return { ...test, statistic, p_value: p, df: df.map((one) => one ?? 0) };
}

const sumOf = (values: number[]): number => values.reduce((total, value) => total + value, 0);
