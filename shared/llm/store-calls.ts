import type { Queryable } from '../database/database.ts';
import type { CallRecord } from './call-record.ts';

/** A call, and how long ago it ended: the database's clock dates it, whatever the clocks of the processes say. */
export type AgedCall = CallRecord & { age_ms: number };

const columns = `id, answer_id, task_id, step, step_key, step_attempt, session_id, agent, purpose, provider, model, outcome,
  reason, input_tokens, cached_input_tokens, output_tokens, cost_usd, milliseconds, first_text_milliseconds`;

const sums = [
  'calls',
  'failed',
  'cached',
  'degraded',
  'cost_unknown',
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'cost_usd',
];

/** The sums are written in the order of their key: two processes then never wait for one another in a circle. */
const storeSql = `
  with incoming as (
    select x.*, now() - age_ms * interval '1 millisecond' as created_at
    from json_to_recordset($1::json) as x (
      id uuid, answer_id uuid, task_id uuid, step text, step_key text, step_attempt integer, session_id uuid, agent text,
      purpose text, provider text, model text, outcome text, reason text, input_tokens integer,
      cached_input_tokens integer, output_tokens integer, cost_usd float8, milliseconds float8,
      first_text_milliseconds float8, age_ms float8)
  ), stored as (
    insert into llm_calls (${columns}, created_at) select ${columns}, created_at from incoming
    on conflict do nothing
    returning *
  )
  insert into llm_usage (day, provider, model, agent, ${sums.join(', ')})
  select (created_at at time zone 'UTC')::date, provider, coalesce(model, ''), coalesce(agent, ''),
    count(*) filter (where outcome in ('ok', 'error')),
    count(*) filter (where outcome = 'error'),
    count(*) filter (where outcome = 'cached'),
    count(*) filter (where outcome = 'placeholder'),
    count(*) filter (where cost_usd is null and (outcome = 'ok' or input_tokens is not null or reason = 'aborted')),
    coalesce(sum(input_tokens), 0), coalesce(sum(cached_input_tokens), 0), coalesce(sum(output_tokens), 0),
    coalesce(sum(cost_usd), 0)
  from stored group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (day, provider, model, agent) do update set
    ${sums.map((name) => `${name} = llm_usage.${name} + excluded.${name}`).join(', ')}`;

/** Stores calls and adds them to the sums, in one statement; one that is stored already changes nothing. */
export async function storeCalls(calls: AgedCall[], { database }: { database: Queryable }): Promise<void> {
  const rows = calls.map(({ usage, ...call }) => ({ ...call, ...usage }));
  await database.query(storeSql, [JSON.stringify(rows)]);
}
