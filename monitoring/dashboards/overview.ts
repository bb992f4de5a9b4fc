import type { DashboardPlan } from './build-dashboard.ts';
import { quantiles, series, stat, upOrDown } from './panels.ts';

/** Is everything up, is it quick, is work done, what does it cost? */
export const overview: DashboardPlan = {
  uid: 'multi-agent-overview',
  title: 'Multi-Agent System Overview',
  description: 'Start here: what is up, how requests and tasks go, and what models cost. The links lead to the parts.',
  rows: {
    'What Prometheus sees': [
      stat(
        {
          title: 'Targets up',
          description: 'The share of the configured targets that Prometheus can read. Below 100 %: see Jobs status.',
          unit: 'percentunit',
          span: 4,
          limits: { red: 1, lessIsWorse: true },
        },
        ['sum(up) / count(up)', ''],
      ),
      stat(
        {
          title: 'Jobs status',
          description:
            'UP where every target of a job answers. multi-agent-system-metrics stands for the worker on 9100.',
          unit: 'short',
          span: 10,
          limits: { red: 1, lessIsWorse: true },
          mappings: upOrDown,
        },
        ['min by (job) (up)', '{{job}}'],
      ),
      stat(
        {
          title: 'Firing alerts',
          description:
            'Alerts that fire now; Prometheus names them under Alerts, and docs/runbooks.md says what to do.',
          unit: 'short',
          span: 4,
          limits: { red: 1 },
        },
        ['count(ALERTS{alertstate="firing"}) or vector(0)', ''],
      ),
      series(
        {
          title: 'Scrape duration',
          description: 'How long Prometheus takes to read each target; it gives up after 4 s.',
          unit: 's',
          span: 6,
          limits: { red: 4 },
        },
        ['scrape_duration_seconds', '{{job}}'],
      ).height(5),
    ],
    Requests: [
      series(
        {
          title: 'Requests by status',
          description: 'Answers a second. 4xx are the clients’ mistakes, 5xx are ours.',
          unit: 'reqps',
          span: 8,
          stacked: true,
        },
        [
          'sum by (status_class) (rate(http_server_request_duration_seconds_count[$__rate_interval]))',
          '{{status_class}}',
        ],
      ),
      series(
        {
          title: 'Failing requests',
          description: 'The share of answers that are 5xx. The line is the budget of a month: 0.1 %.',
          unit: 'percentunit',
          span: 8,
          limits: { red: 0.001 },
        },
        [
          '(sum(rate(http_server_request_duration_seconds_count{status_class="5xx"}[$__rate_interval])) or vector(0)) / sum(rate(http_server_request_duration_seconds_count[$__rate_interval]))',
          '5xx',
        ],
      ),
      series(
        {
          title: 'Latency',
          description: 'Until the answer, of a stream until its first byte; model calls within a request count too.',
          unit: 's',
          span: 8,
          exemplars: true,
        },
        ...quantiles('http_server_request_duration_seconds'),
      ),
    ],
    Tasks: [
      series(
        {
          title: 'Tasks accepted and ended',
          description: 'Tasks a minute. Where more are accepted than end, the queue grows.',
          unit: 'short',
          span: 8,
        },
        ['60 * sum(rate(multi_agent_tasks_created_total[$__rate_interval]))', 'accepted'],
        ['60 * sum by (outcome) (rate(multi_agent_tasks_finished_total[$__rate_interval]))', '{{outcome}}'],
      ),
      series(
        {
          title: 'Unfinished tasks',
          description: 'Tasks that wait, and tasks that are worked on.',
          unit: 'short',
          span: 8,
          stacked: true,
        },
        ['sum by (status) (multi_agent_tasks)', '{{status}}'],
      ),
      series(
        {
          title: 'Busy workers',
          description:
            'Steps that run, of those that could at once. At the line: start more workers, or raise WORKER_SLOTS.',
          unit: 'percentunit',
          span: 8,
          limits: { red: 1 },
        },
        ['sum(multi_agent_active_steps) / sum(multi_agent_worker_slots)', 'busy'],
      ),
    ],
    Models: [
      series(
        {
          title: 'Answers by source',
          description: 'Answers a minute by provider; `placeholder` means that no model answered.',
          unit: 'short',
          span: 8,
          stacked: true,
        },
        ['60 * sum by (source) (rate(multi_agent_model_answers_total[$__rate_interval]))', '{{source}}'],
      ),
      series(
        {
          title: 'Cost an hour',
          description: 'What model calls cost at the present rate, as far as prices are known.',
          unit: 'currencyUSD',
          span: 8,
          stacked: true,
        },
        ['3600 * sum by (provider) (rate(multi_agent_model_cost_usd_total[$__rate_interval]))', '{{provider}}'],
      ),
      stat(
        {
          title: 'Cost of the last 24 hours',
          description: 'What model calls have cost; `GET /usage` has it by day, model and agent.',
          unit: 'currencyUSD',
          span: 4,
        },
        ['sum(increase(multi_agent_model_cost_usd_total[24h]))', ''],
      ).height(8),
      stat(
        {
          title: 'Degraded answers, last hour',
          description: 'The share of answers without a model. Without a provider’s key it is 100 %.',
          unit: 'percentunit',
          span: 4,
          limits: { yellow: 0.01, red: 0.1 },
        },
        [
          '(sum(increase(multi_agent_model_degraded_answers_total[1h])) or vector(0)) / sum(increase(multi_agent_model_answers_total[1h]))',
          '',
        ],
      ).height(8),
    ],
  },
};
