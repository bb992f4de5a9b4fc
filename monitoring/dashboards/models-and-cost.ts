import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DashboardPlan } from './build-dashboard.ts';
import { series, stat } from './panels.ts';

const calls = 'gen_ai_client_operation_duration_seconds';
const byModel = '{{gen_ai_provider_name}} {{gen_ai_request_model}}';
const slowest = (metric: string, quantile: number): string =>
  `histogram_quantile(${quantile}, sum by (gen_ai_provider_name, gen_ai_request_model, le) (rate(${metric}_bucket[$__rate_interval])))`;

/** Do the providers answer, how fast, and for how much? */
export const modelsAndCost: DashboardPlan = {
  uid: 'multi-agent-models',
  title: 'Models and Cost',
  description: 'Every attempt of a model call, and what it cost. Names follow OpenTelemetry’s conventions for GenAI.',
  rows: {
    Calls: [
      series(
        {
          title: 'Attempts by provider',
          description: 'Attempts a minute; named by their error where they failed.',
          unit: 'short',
          span: 8,
          stacked: true,
        },
        [
          `60 * sum by (gen_ai_provider_name, error_type) (rate(${calls}_count[$__rate_interval]))`,
          '{{gen_ai_provider_name}} {{error_type}}',
        ],
      ),
      series(
        {
          title: 'Failing attempts',
          description: 'The share of a provider’s attempts that failed. It is tried once more, then the next one.',
          unit: 'percentunit',
          span: 8,
          limits: { yellow: 0.05, red: 0.5 },
        },
        [
          `(sum by (gen_ai_provider_name) (rate(${calls}_count{error_type!=""}[$__rate_interval])) or 0 * sum by (gen_ai_provider_name) (rate(${calls}_count[$__rate_interval]))) / sum by (gen_ai_provider_name) (rate(${calls}_count[$__rate_interval]))`,
          '{{gen_ai_provider_name}}',
        ],
      ),
      stat(
        {
          title: 'Providers left out',
          description: 'LEFT OUT: five calls in a row failed, and it rests for 30 s. `GET /debug/llm` explains.',
          unit: 'short',
          span: 8,
          limits: { red: 1 },
          mappings: [
            {
              type: MappingType.ValueToText,
              options: {
                0: { text: 'ASKED', color: 'green', index: 0 },
                1: { text: 'LEFT OUT', color: 'red', index: 1 },
              },
            },
          ],
        },
        ['max by (provider) (multi_agent_model_breaker_open)', '{{provider}}'],
      ).height(8),
      series(
        {
          title: 'Duration, p50',
          description: 'How long half of the attempts took at most.',
          unit: 's',
          span: 8,
          exemplars: true,
        },
        [slowest(calls, 0.5), byModel],
      ),
      series(
        {
          title: 'Duration, p95',
          description: 'How long 95 % of the attempts took at most. LLM_TIMEOUT_SECONDS ends those that take longer.',
          unit: 's',
          span: 8,
          exemplars: true,
        },
        [slowest(calls, 0.95), byModel],
      ),
      series(
        {
          title: 'First text, p95',
          description: 'How long streamed calls took until their first text: what a person who waits feels.',
          unit: 's',
          span: 8,
          exemplars: true,
        },
        [slowest('gen_ai_client_operation_time_to_first_chunk_seconds', 0.95), byModel],
      ),
    ],
    'Tokens and money': [
      series(
        {
          title: 'Tokens by kind',
          description: 'Tokens a second, in and out.',
          unit: 'short',
          span: 8,
          stacked: true,
        },
        [
          'sum by (gen_ai_request_model, gen_ai_token_type) (rate(gen_ai_client_token_usage_sum[$__rate_interval]))',
          '{{gen_ai_request_model}} {{gen_ai_token_type}}',
        ],
      ),
      series(
        {
          title: 'Cost an hour by model',
          description: 'At the present rate, as far as prices are known; LLM_PRICES_FILE adds some.',
          unit: 'currencyUSD',
          span: 8,
          stacked: true,
        },
        [
          '3600 * sum by (provider, model) (rate(multi_agent_model_cost_usd_total[$__rate_interval]))',
          '{{provider}} {{model}}',
        ],
      ),
      stat(
        {
          title: 'Last hour',
          description: 'What model calls have cost. The alert SpendTooFast fires at 10 USD.',
          unit: 'currencyUSD',
          span: 4,
          limits: { yellow: 5, red: 10 },
        },
        ['sum(increase(multi_agent_model_cost_usd_total[1h]))', ''],
      ).height(8),
      stat(
        {
          title: 'Last 24 hours',
          description: 'What model calls have cost; LLM_DAILY_BUDGET_USD limits a UTC day.',
          unit: 'currencyUSD',
          span: 4,
        },
        ['sum(increase(multi_agent_model_cost_usd_total[24h]))', ''],
      ).height(8),
    ],
    'What users get': [
      series(
        {
          title: 'Answers by source',
          description: 'Answers a minute: by a provider, from the cache, or the placeholder where no model answered.',
          unit: 'short',
          span: 8,
          stacked: true,
        },
        ['60 * sum by (source) (rate(multi_agent_model_answers_total[$__rate_interval]))', '{{source}}'],
      ),
      series(
        {
          title: 'Degraded answers by reason',
          description: 'Answers a minute without a model: no_key (none is configured), all_failed, budget_used_up, …',
          unit: 'short',
          span: 8,
          stacked: true,
        },
        ['60 * sum by (reason) (rate(multi_agent_model_degraded_answers_total[$__rate_interval]))', '{{reason}}'],
      ),
      series(
        {
          title: 'Repeated and passed on',
          description:
            'Calls a minute that were repeated at their provider, and answers that the next one was asked for.',
          unit: 'short',
          span: 8,
        },
        ['60 * sum by (provider) (rate(multi_agent_model_retries_total[$__rate_interval]))', '{{provider}} repeated'],
        [
          '60 * sum by (provider) (rate(multi_agent_model_fallbacks_total[$__rate_interval]))',
          '{{provider}} passed on',
        ],
      ),
    ],
  },
};
