import type { Queryable } from '../database/database.ts';

/** What usage can be added up by. */
export const usageGroups = ['day', 'provider', 'model', 'agent'] as const;
export type UsageGroup = (typeof usageGroups)[number];

/** What calls of models amount to. */
export interface Usage {
  calls: number;
  failed: number;
  /** Earlier answers that were given again. */
  cached: number;
  /** Answers of the placeholder. */
  degraded: number;
  input_tokens: number;
  cached_input_tokens: number;
  output_tokens: number;
  cost_usd: number;
  /** Calls whose cost is not in `cost_usd`, because it is not known. */
  cost_unknown: number;
}

/** The most groups that are listed, those that cost most. */
const mostGroups = 400;

const counts = ['calls', 'failed', 'cached', 'degraded', 'input_tokens', 'cached_input_tokens', 'output_tokens'];
/** Whole numbers above 2^31 arrive as text unless they are floats, exact up to 2^53. */
const sums = [...counts, 'cost_unknown', 'cost_usd'].map((name) => `coalesce(sum(${name}), 0)::float8 as ${name}`);

const columnOf: Record<UsageGroup, string> = {
  day: "to_char(day, 'YYYY-MM-DD')",
  provider: 'provider',
  model: "nullif(model, '')",
  agent: "nullif(agent, '')",
};

/** The usage of the UTC days from `from` to `to`, both included, by `groupBy` and in all; days in order, others by cost. */
export async function readUsage(
  groupBy: UsageGroup,
  { from, to }: { from: string; to: string },
  { database }: { database: Queryable },
): Promise<{ groups: ({ key: string | null } & Usage)[]; total: Usage }> {
  const { rows } = await database.query<{ key: string | null; everything: boolean } & Usage>(
    `select ${columnOf[groupBy]} as key, grouping(${columnOf[groupBy]}) = 1 as everything, ${sums.join(', ')}
     from llm_usage where day between $1::date and $2::date
     group by grouping sets ((), (${columnOf[groupBy]}))
     order by everything desc, ${groupBy === 'day' ? 'key' : 'cost_usd desc, calls desc, key'} limit ${mostGroups + 1}`,
    [from, to],
  );
  const [total, ...groups] = rows.map(({ everything: _, ...row }) => row);
  const { key: _, ...all } = total as { key: null } & Usage;
  return { groups, total: all };
}
