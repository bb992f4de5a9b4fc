import * as z from 'zod';

const Count = z.int();
/** Null where it is not defined: too few values, or too large for a double. */
const Figure = z.number().nullable();

const Name = z.object({ name: z.string(), missing: Count.describe('Cells without a value.') });

const NumberFacts = Name.extend({
  kind: z.literal('number'),
  unit: z.string().nullable().describe('`%` or a currency, where the cells have one.'),
  count: Count.describe('Numbers, which everything else here is of.'),
  not_numbers: Count.describe('Other cells with a value: left out.'),
  distinct: Count,
  sum: Figure,
  mean: Figure,
  sd: Figure.describe('Sample standard deviation (n − 1).'),
  min: Figure,
  q1: Figure.describe('Quantiles of type 7 (Hyndman and Fan 1996), as in R, NumPy and Excel.'),
  median: Figure,
  q3: Figure,
  max: Figure,
  outliers: z
    .object({ lower_fence: z.number(), upper_fence: z.number(), count: Count, values: z.array(z.number()) })
    .nullable()
    .describe(
      'Values beyond 1.5 interquartile ranges from the quartiles (Tukey 1977), the farthest first, at most ten; null below four values.',
    ),
});
export type NumberFacts = z.output<typeof NumberFacts>;

const DateFacts = Name.extend({
  kind: z.literal('date'),
  count: Count,
  not_dates: Count,
  distinct: Count,
  grain: z.enum(['year', 'quarter', 'month', 'day', 'time']),
  first: z.string(),
  last: z.string(),
});
const TextFacts = Name.extend({
  kind: z.literal('text'),
  count: Count,
  distinct: Count,
  top: z
    .array(z.object({ value: z.string(), count: Count, percent: z.number() }))
    .describe('The most frequent values.'),
});
const ColumnFacts = z.discriminatedUnion('kind', [NumberFacts, DateFacts, TextFacts]);
export type ColumnFacts = z.output<typeof ColumnFacts>;

const Correlation = z.object({
  a: z.string(),
  b: z.string(),
  n: Count.describe('Rows with both values.'),
  r: z.number().describe('Pearson’s correlation coefficient.'),
  p_value: Figure,
});
export type Correlation = z.output<typeof Correlation>;

const TrendSeries = z.object({
  column: z.string(),
  unit: z.string().nullable(),
  n: Count,
  first: z.object({ at: z.string(), value: z.number() }),
  last: z.object({ at: z.string(), value: z.number() }),
  change: Figure,
  change_percent: Figure.describe('Null where the first value is not above 0.'),
  lowest: z.object({ at: z.string(), value: z.number() }),
  highest: z.object({ at: z.string(), value: z.number() }),
  slope: Figure.describe('Per step of the axis, by least squares.'),
  intercept: Figure.describe('The fitted value at the first point of the axis.'),
  r_squared: Figure,
  p_value: Figure.describe('Of the slope, two-sided; null below three points.'),
  direction: z.enum(['rising', 'falling', 'unclear']).describe('`unclear` where p is 0.05 or more, or not known.'),
});
export type TrendSeries = z.output<typeof TrendSeries>;
const Trend = z.object({
  axis: z.string().nullable().describe('The column of the axis; null for the order of the rows.'),
  step: z.enum(['year', 'quarter', 'month', 'day', 'row']),
  points: Count.describe('Different points of the axis; several values of one point are averaged.'),
  series: z.array(TrendSeries),
});
export type Trend = z.output<typeof Trend>;

const Group = z.object({
  group: z.string(),
  n: Count,
  mean: Figure,
  median: Figure,
  sd: Figure,
  min: Figure,
  max: Figure,
});
export type Group = z.output<typeof Group>;
const Comparison = z.object({
  column: z.string().nullable().describe('What is compared; null where the columns are the groups.'),
  unit: z.string().nullable(),
  groups: z.array(Group).describe('By mean, the highest first.'),
  difference: Figure.describe('The highest mean less the lowest.'),
  difference_percent: Figure.describe('The same in percent of the lowest mean; null where that is not above 0.'),
  test: z
    .object({
      name: z.enum(['welch_t', 'welch_anova']),
      statistic: z.number(),
      df: z.array(z.number()),
      p_value: z.number(),
    })
    .nullable(),
  effect: z.object({ name: z.enum(['hedges_g', 'eta_squared']), value: z.number() }).nullable(),
  test_note: z.string().nullable().describe('Why there is no test.'),
});
export type Comparison = z.output<typeof Comparison>;

const TextStatistics = z.object({
  characters: Count.describe('Without white space.'),
  han_characters: Count,
  words: Count.describe('As Intl.Segmenter splits them.'),
  sentences: Count,
  paragraphs: Count,
  characters_per_sentence: Figure,
  terms: z
    .array(z.object({ term: z.string(), count: Count }))
    .describe('The most frequent words that are no stop words.'),
  numbers: z.array(z.string()).describe('The numbers in the text as they stand there, at most fifty.'),
  key_sentences: z.array(z.string()).describe('Central sentences, verbatim, in the order of the text.'),
});
export type TextStatistics = z.output<typeof TextStatistics>;

/** Everything that was computed; every number that an answer may use. */
export const AnalysisFacts = z.object({
  source: z.enum(['table', 'text']),
  title: z.string().nullable().describe('Of the document, where the data is one.'),
  rows: Count.nullable(),
  column_count: Count.nullable(),
  columns: z.array(ColumnFacts),
  correlations: z.array(Correlation).describe('The strongest first, at most thirty.'),
  trend: Trend.nullable(),
  grouping: z.object({ by: z.string().nullable(), reason: z.string() }).nullable(),
  comparisons: z.array(Comparison),
  text: TextStatistics.nullable(),
  notes: z.array(z.string()).describe('What was left out, assumed or not clear.'),
});
export type AnalysisFacts = z.output<typeof AnalysisFacts>;
