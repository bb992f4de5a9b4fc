import type { Queryable } from '../database/database.ts';
import { databaseMetrics as names } from '../telemetry/metric-names.ts';
import type { Sample } from '../telemetry/sample-text.ts';

/** Models that are told by name, those that were called first; what others did is told as `other`. */
const mostModels = 100;

interface UsageRow {
  provider: string;
  model: string;
  agent: string;
  calls: string;
  failed: string;
  input_tokens: string;
  output_tokens: string;
  cost_usd: number;
}

const measureSql = `
  with known as (
    select provider, model from llm_usage group by provider, model order by min(day), provider, model limit $1
  )
  select u.provider, case when k.model is null then 'other' else u.model end as model, u.agent, sum(calls) as calls,
    sum(failed) as failed, sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens, sum(cost_usd) as cost_usd
  from llm_usage u left join known k on k.provider = u.provider and k.model = u.model
  group by 1, 2, 3`;

/** What all calls of models that were ever stored amount to. */
export async function measureUsage({ database }: { database: Queryable }): Promise<Sample[]> {
  const { rows } = await database.query<UsageRow>(measureSql, [mostModels]);
  return rows.flatMap(({ provider, model, agent, ...sums }) => {
    const labels = { provider, model, agent };
    const [calls, failed] = [Number(sums.calls), Number(sums.failed)];
    return [
      { name: names.modelCalls.name, labels: { ...labels, outcome: 'ok' }, value: calls - failed },
      { name: names.modelCalls.name, labels: { ...labels, outcome: 'error' }, value: failed },
      { name: names.modelTokens.name, labels: { ...labels, type: 'input' }, value: Number(sums.input_tokens) },
      { name: names.modelTokens.name, labels: { ...labels, type: 'output' }, value: Number(sums.output_tokens) },
      { name: names.modelSpend.name, labels, value: sums.cost_usd },
    ];
  });
}
