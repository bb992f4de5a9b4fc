import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupValues } from './choose-groups.ts';
import { compareGroups } from './compare-groups.ts';
import { correlate } from './correlate.ts';
import { describeColumn } from './describe-column.ts';
import { fitTrend } from './fit-trend.ts';
import { pOfF, pOfT } from './p-value.ts';
import { type NumberColumn, readColumn, type TextColumn } from './read-column.ts';

const numbers = (name: string, values: number[]) => readColumn(name, values, false) as NumberColumn;

// R's data sets; the expected values are SciPy's and NumPy's.
const sleep = [
  { group: '1', values: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2] },
  { group: '2', values: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4] },
];
const plantGrowth = [
  { group: 'ctrl', values: [4.17, 5.58, 5.18, 6.11, 4.5, 4.61, 5.17, 4.53, 5.33, 5.14] },
  { group: 'trt1', values: [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69] },
  { group: 'trt2', values: [6.31, 5.12, 5.54, 5.5, 5.37, 5.29, 4.92, 6.15, 5.8, 5.26] },
];
const nile = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
];
const anscombe = {
  x: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
  y: [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
};

test.each([
  [2, 10, 0.07338803477074037],
  [0.5, 3, 0.651447964848151],
  [10, 5, 0.00017094757574296363],
  [1.96, 1e6, 0.04999606758526985],
  [30, 200, 5.724161208827853e-76],
  [0, 7, 1],
])('a t of %d with %d degrees of freedom has the p-value that SciPy gives', (t, df, p) => {
  expect(pOfT(t, df) / p).toBeCloseTo(1, 7);
});

test.each([
  [5.181, 2, 17.128, 0.01739287257823747],
  [1, 1, 1, 0.5],
  [3.2, 4, 9995, 0.012332315041348152],
  [0.01, 5, 12, 0.9999615450746137],
])('an F of %d with %d and %d degrees of freedom has the p-value that SciPy gives', (f, df1, df2, p) => {
  expect(pOfF(f, df1, df2)).toBeCloseTo(p, 10);
});

test('the flow of the Nile has the figures that NumPy gives', () => {
  const facts = describeColumn(numbers('flow', nile));
  expect(facts).toMatchObject({
    count: 20,
    sum: 21417,
    mean: 1070.85,
    q1: 962.25,
    median: 1115,
    q3: 1160,
    min: 799,
    max: 1370,
  });
  expect(facts).toMatchObject({ sd: expect.closeTo(143.85565682308084, 9), outliers: { count: 0 } });
  const [series] = fitTrend([numbers('flow', nile)]).series;
  expect(series).toMatchObject({
    slope: expect.closeTo(-7.629323308270677, 9),
    intercept: expect.closeTo(1143.3285714285714, 9),
    r_squared: expect.closeTo(0.09844330702068803, 9),
    p_value: expect.closeTo(0.17793927072140123, 9),
    direction: 'unclear',
    change: 20,
  });
});

test('Anscombe’s first set has its known correlation', () => {
  const [found] = correlate([numbers('x', anscombe.x), numbers('y', anscombe.y)]);
  expect(found).toMatchObject({
    n: 11,
    r: expect.closeTo(0.8164205163448399, 12),
    p_value: expect.closeTo(0.0021696288730787905, 10),
  });
});

test('two groups are compared by Welch’s t test and Hedges’ g', () => {
  expect(compareGroups(sleep)).toMatchObject({
    groups: [{ group: '2' }, { group: '1' }],
    difference: 1.58,
    test: {
      name: 'welch_t',
      statistic: expect.closeTo(1.8608134674868526, 9),
      df: [expect.closeTo(17.776473516178488, 9)],
    },
    effect: { name: 'hedges_g', value: expect.closeTo(0.7970185004474464, 9) },
  });
  expect(compareGroups(sleep).test?.p_value).toBeCloseTo(0.0793941401873583, 9);
});

test('three groups are compared by Welch’s analysis of variance and eta squared', () => {
  const { test: found, effect } = compareGroups(plantGrowth);
  expect(found).toMatchObject({ name: 'welch_anova', statistic: expect.closeTo(5.180972408113194, 9) });
  expect(found?.p_value).toBeCloseTo(0.017392821490169935, 9);
  expect(effect).toEqual({ name: 'eta_squared', value: expect.closeTo(0.2641482968321198, 9) });
});

test('too few values, or values that do not vary, are not tested', () => {
  expect(
    compareGroups([
      { group: 'a', values: [1, 2] },
      { group: 'b', values: [3, 4] },
    ]).test,
  ).toBeNull();
  expect(
    compareGroups([
      { group: 'a', values: [1, 1, 1] },
      { group: 'b', values: [3, 4, 5] },
    ]).test,
  ).toBeNull();
});

test('groups that share their first 100 characters are compared by their own values, and told apart', () => {
  const long = 'x'.repeat(100);
  const by = readColumn(
    'g',
    ['a', 'b', 'a', 'b', 'a', 'b'].map((end) => `${long}${end}`),
    false,
  ) as TextColumn;
  const { groups } = groupValues(by, numbers('v', [2, 102, 3, 103, 4, 104]));
  const compared = compareGroups(groups);
  expect(compared.groups).toMatchObject([
    { group: `${long} (2)`, mean: 103 },
    { group: long, mean: 3 },
  ]);
  expect(compared.test?.statistic).toBeCloseTo(122.474487, 6);
  const partly = { ...numbers('v', [2, 102, 3, 103, 4, 104]), values: [null, 102, 3, 103, 4, 104] };
  expect(groupValues(by, partly).groups.map(({ group }) => group)).toEqual([long, `${long} (2)`]);
  const same = compareGroups(groups.map(({ values }) => ({ group: long, values })));
  expect(same.test).toEqual(compared.test);
});

test('a value far from the others is an outlier by Tukey’s fences', () => {
  expect(describeColumn(numbers('v', [1, 2, 3, 4, 5, 100]))).toMatchObject({
    outliers: { lower_fence: -1.5, upper_fence: 8.5, count: 1, values: [100] },
  });
});

test('one value, a constant column and huge values have no figure that is not defined', () => {
  expect(describeColumn(numbers('v', [7]))).toMatchObject({ mean: 7, sd: null, outliers: null });
  expect(describeColumn(numbers('v', [0.1, 0.1, 0.1, 0.1]))).toMatchObject({ sd: 0, q1: 0.1, outliers: { count: 0 } });
  expect(describeColumn(numbers('v', [1.7e308, 1.7e308, -1.7e308, 1e308]))).toMatchObject({
    max: 1.7e308,
    min: -1.7e308,
  });
  expect(correlate([numbers('a', [1, 1, 1]), numbers('b', [1, 2, 3])])).toEqual([]);
});

const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 });

test('quantiles are in order and within the values, whatever the order of the rows', () => {
  void fc.assert(
    fc.property(values, (given) => {
      const facts = describeColumn(numbers('v', given));
      if (facts.kind !== 'number') throw new Error('not numbers');
      const order = [facts.min, facts.q1, facts.median, facts.q3, facts.max].map(Number);
      const slack = 1e-9 * Math.max(1, ...order.map(Math.abs));
      for (const [index, value] of order.slice(1).entries())
        expect(value).toBeGreaterThanOrEqual(Number(order[index]) - slack);
      expect(describeColumn(numbers('v', given.toReversed()))).toEqual(facts);
    }),
  );
});

test('a line is found again, exactly', () => {
  const whole = fc.integer({ min: -1000, max: 1000 });
  void fc.assert(
    fc.property(
      whole.filter((slope) => slope !== 0),
      whole,
      fc.integer({ min: 3, max: 40 }),
      (slope, start, length) => {
        const line = Array.from({ length }, (_, x) => start + slope * x);
        const [series] = fitTrend([numbers('v', line)]).series;
        expect(series?.slope).toBeCloseTo(slope, 6);
        expect(series?.intercept).toBeCloseTo(start, 5);
        expect(series).toMatchObject({ r_squared: expect.closeTo(1, 9), direction: slope > 0 ? 'rising' : 'falling' });
      },
    ),
  );
});
