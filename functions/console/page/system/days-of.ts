import type { Usage } from '../api/types.ts';

const day = 86_400_000;

/** What models were used for on each day of a period, those without a call too; days as seconds, as charts take them. */
export function daysOf({ from, to, items }: Pick<Usage, 'from' | 'to' | 'items'>): {
  times: number[];
  cost: number[];
  tokens: number[];
} {
  const known = new Map(items.map((item) => [item.key, item]));
  const first = Date.parse(from);
  const dates = Array.from({ length: Math.round((Date.parse(to) - first) / day) + 1 }, (_, index) =>
    new Date(first + index * day).toISOString().slice(0, 10),
  );
  const used = dates.map((date) => known.get(date));
  return {
    times: dates.map((date) => Date.parse(date) / 1000),
    cost: used.map((one) => one?.cost_usd ?? 0),
    tokens: used.map((one) => (one ? one.input_tokens + one.output_tokens : 0)),
  };
}
