import { beforeEach, expect, test } from 'vitest';
import { metrics, metricsText } from '../telemetry/metrics.ts';
import { callCounter, countAnswer } from './count-calls.ts';
import type { ModelAttempt } from './language-model.ts';
import { modelTable } from './model-table.ts';
import { placeholderAnswer } from './placeholder.ts';

const attempt = (provider: string, more: Partial<ModelAttempt> = {}): ModelAttempt => ({
  provider,
  model: 'made-up',
  outcome: 'ok',
  error_class: null,
  error: null,
  milliseconds: 250,
  first_text_milliseconds: null,
  usage: null,
  cost_usd: null,
  ...more,
});

beforeEach(() => {
  const { modelDuration, modelTokens, modelCost, modelAnswers, modelRetries, modelFallbacks } = metrics();
  for (const one of [modelDuration, modelTokens, modelCost, modelAnswers, modelRetries, modelFallbacks]) one.clear();
});

test('a call is counted with its tokens and cost, under its model where that is known or configured, else as other', () => {
  const model = modelTable.openai.default_model;
  const count = callCounter([{ model: 'ours' }]);
  const usage = { input_tokens: 100, cached_input_tokens: 0, output_tokens: 20 };
  count(attempt('openai', { model, usage, cost_usd: 0.25 }));
  count(attempt('openai', { model: 'ours' }));
  for (let hostile = 0; hostile < 100; hostile += 1) count(attempt('openai', { model: `hostile-${hostile}` }));
  count(attempt('openai', { model, outcome: 'error', error_class: 'timeout' }));
  count(attempt('openai', { model, outcome: 'skipped', error_class: 'circuit_open' }));
  const text = metricsText(metrics());
  const counted = (of: string, error = '') =>
    `gen_ai_client_operation_duration_seconds_count{gen_ai_operation_name="chat",gen_ai_provider_name="openai",gen_ai_request_model="${of}",error_type="${error}"}`;
  expect(text).toContain(`${counted(model)} 1\n`);
  expect(text).toContain(`${counted(model, 'timeout')} 1\n`);
  expect(text).toContain(`${counted('ours')} 1\n`);
  expect(text).toContain(`${counted('other')} 100\n`);
  expect(text).not.toContain('hostile');
  expect(text).not.toContain('circuit_open');
  expect(text).toMatch(/gen_ai_client_token_usage_sum\{.*gen_ai_token_type="input"\} 100\n/);
  expect(text).toMatch(/gen_ai_client_token_usage_sum\{.*gen_ai_token_type="output"\} 20\n/);
  expect(text).toContain(`multi_agent_model_cost_usd_total{provider="openai",model="${model}"} 0.25\n`);
});

test('an answer is counted by its source, with the retries and fallbacks on the way', () => {
  const attempts = ['openai', 'openai', 'deepseek'].map((provider) => attempt(provider, { outcome: 'error' }));
  countAnswer(placeholderAnswer(attempts, 'no_key'));
  countAnswer({ ...placeholderAnswer([], 'no_key'), provider: 'openai', cached: true });
  const text = metricsText(metrics());
  expect(text).toContain('multi_agent_model_answers_total{source="placeholder"} 1\n');
  expect(text).toContain('multi_agent_model_answers_total{source="cache"} 1\n');
  expect(text).toContain('multi_agent_model_retries_total{provider="openai"} 1\n');
  expect(text).toContain('multi_agent_model_fallbacks_total{provider="openai"} 1\n');
});
