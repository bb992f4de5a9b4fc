import { expect, test } from 'vitest';
import { lendDatabase } from '../testing/lend-database.ts';
import { measureUsage } from './measure-usage.ts';

test('what calls amount to is told by provider, model and agent, of the first hundred models by name', async () => {
  await using lent = await lendDatabase();
  await lent.database.query(
    `insert into llm_usage (day, provider, model, agent, calls, failed, cached, degraded, cost_unknown, input_tokens,
       cached_input_tokens, output_tokens, cost_usd)
     select date '2026-01-01' + n, 'openai', 'model-' || n, 'research', 10, 1, 0, 0, 0, 1000, 0, 100, 0.25
     from generate_series(0, 149) n
     union all select date '2026-09-01', 'openai', 'model-0', 'research', 5, 5, 0, 0, 0, 0, 0, 0, 0`,
  );
  const samples = await measureUsage(lent);
  const value = (name: string, labels: object) =>
    samples.find((one) => one.name === name && JSON.stringify(one.labels) === JSON.stringify(labels))?.value;
  const of = (model: string) => ({ provider: 'openai', model, agent: 'research' });
  expect(value('multi_agent_stored_model_calls_total', { ...of('model-0'), outcome: 'ok' })).toBe(9);
  expect(value('multi_agent_stored_model_calls_total', { ...of('model-0'), outcome: 'error' })).toBe(6);
  expect(value('multi_agent_stored_model_tokens_total', { ...of('model-99'), type: 'input' })).toBe(1000);
  expect(value('multi_agent_stored_model_cost_usd_total', of('model-100'))).toBeUndefined();
  expect(value('multi_agent_stored_model_cost_usd_total', of('other'))).toBe(50 * 0.25);
  expect(new Set(samples.map(({ labels }) => (labels as { model: string }).model)).size).toBe(101);
});
