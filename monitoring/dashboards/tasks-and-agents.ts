import { QueryVariableBuilder, VariableRefresh } from '@grafana/grafana-foundation-sdk/dashboard';
import type { DashboardPlan } from './build-dashboard.ts';
import { prometheus, quantiles, series, stat } from './panels.ts';

const agent = '{agent=~"$agent"}';

const agentVariable = new QueryVariableBuilder('agent')
  .label('Agent')
  .datasource(prometheus)
  .query({ query: 'label_values(multi_agent_tasks_created_total, agent)', refId: 'agents' })
  .refresh(VariableRefresh.OnTimeRangeChanged)
  .multi(true)
  .includeAll(true)
  .allValue('.*')
  .current({ selected: true, text: 'All', value: '$__all' });

/** Where do tasks wait, which step is slow, which one fails? */
export const tasksAndAgents: DashboardPlan = {
  uid: 'multi-agent-tasks',
  title: 'Tasks and Agents',
  description: 'Counted from rows, so nothing is missed: what was accepted, how it ended, and how long each step took.',
  variables: [agentVariable],
  rows: {
    Tasks: [
      series({ title: 'Accepted', description: 'Tasks a minute by agent.', unit: 'short', span: 8, stacked: true }, [
        `60 * sum by (agent) (rate(multi_agent_tasks_created_total${agent}[$__rate_interval]))`,
        '{{agent}}',
      ]),
      series(
        {
          title: 'Ended',
          description: 'Tasks a minute by agent and outcome.',
          unit: 'short',
          span: 8,
          stacked: true,
        },
        [
          `60 * sum by (agent, outcome) (rate(multi_agent_tasks_finished_total${agent}[$__rate_interval]))`,
          '{{agent}} {{outcome}}',
        ],
      ),
      series(
        {
          title: 'Failed share',
          description: 'Of the tasks that ended. `GET /tasks?status=failed` names the errors.',
          unit: 'percentunit',
          span: 8,
          limits: { yellow: 0.01, red: 0.05 },
        },
        [
          `(sum by (agent) (rate(multi_agent_tasks_finished_total{agent=~"$agent",outcome="failed"}[$__rate_interval])) or 0 * sum by (agent) (rate(multi_agent_tasks_finished_total${agent}[$__rate_interval]))) / sum by (agent) (rate(multi_agent_tasks_finished_total${agent}[$__rate_interval]))`,
          '{{agent}}',
        ],
      ),
      series(
        {
          title: 'Wait for the first step',
          description: 'From the acceptance to the first step. Long waits: too few workers; see Queues.',
          unit: 's',
          span: 8,
          exemplars: true,
        },
        ...quantiles('multi_agent_task_wait_seconds', agent),
      ),
      series(
        {
          title: 'From acceptance to end',
          description: 'How long tasks took that ended in this time.',
          unit: 's',
          span: 8,
          exemplars: true,
        },
        ...quantiles('multi_agent_task_duration_seconds', agent),
      ),
      stat(
        {
          title: 'Oldest unfinished task',
          description: 'How long ago it was accepted. `GET /tasks?status=processing` lists such tasks.',
          unit: 's',
          span: 4,
          limits: { yellow: 900, red: 3600 },
        },
        ['max(multi_agent_oldest_unfinished_task_seconds)', ''],
      ).height(8),
      stat(
        {
          title: 'Dead letters, last 24 hours',
          description:
            'Tasks that failed because no worker brought a step to its end: a runbook of its own, DeadLetters.',
          unit: 'short',
          span: 4,
          limits: { red: 1 },
        },
        [`sum(increase(multi_agent_dead_letters_total${agent}[24h]))`, ''],
      ).height(8),
    ],
    Steps: [
      series(
        {
          title: 'Attempts by outcome',
          description: 'Attempts a minute as workers count them; `failed` ones are repeated until their last.',
          unit: 'short',
          span: 8,
          stacked: true,
        },
        [
          `60 * sum by (step, outcome) (rate(multi_agent_step_attempts_total${agent}[$__rate_interval]))`,
          '{{step}} {{outcome}}',
        ],
      ),
      series(
        {
          title: 'Duration by step, p95',
          description: 'How long 95 % of the attempts took at most. Where a step has slowed, look at its model calls.',
          unit: 's',
          span: 8,
          exemplars: true,
        },
        [
          `histogram_quantile(0.95, sum by (step, le) (rate(multi_agent_step_duration_seconds_bucket${agent}[$__rate_interval])))`,
          '{{step}}',
        ],
      ),
      series(
        {
          title: 'Attempts per ended step',
          description: '1 where nothing is repeated; above: steps fail or their workers die.',
          unit: 'short',
          span: 8,
          limits: { yellow: 1.1, red: 2 },
        },
        [
          `sum by (step) (increase(multi_agent_steps_attempted_total${agent}[$__rate_interval])) / (sum by (step) (increase(multi_agent_steps_finished_total${agent}[$__rate_interval])) > 0)`,
          '{{step}}',
        ],
      ),
    ],
    Quality: [
      series(
        {
          title: 'Degraded tasks',
          description: 'Ended tasks a minute whose result says that it is degraded; why is under Models.',
          unit: 'short',
          span: 6,
        },
        [`60 * sum by (agent) (rate(multi_agent_tasks_degraded_total${agent}[$__rate_interval]))`, '{{agent}}'],
      ),
      series(
        {
          title: 'Checked quotes',
          description: 'Quotes of models a minute: `verified` ones stand in their source, `failed` ones were dropped.',
          unit: 'short',
          span: 6,
          stacked: true,
        },
        ['60 * sum by (outcome) (rate(multi_agent_citations_total[$__rate_interval]))', '{{outcome}}'],
      ),
      series(
        {
          title: 'Searches in the knowledge base',
          description: 'How long they took.',
          unit: 's',
          span: 6,
          exemplars: true,
        },
        ...quantiles('multi_agent_retrieval_duration_seconds', '', [0.5, 0.95]),
      ),
      series(
        {
          title: 'Cost per task',
          description: 'What the model calls of a task cost on average, in the last hour.',
          unit: 'currencyUSD',
          span: 6,
        },
        [
          `sum by (agent) (increase(multi_agent_task_cost_usd_total${agent}[1h])) / (sum by (agent) (increase(multi_agent_tasks_created_total${agent}[1h])) > 0)`,
          '{{agent}}',
        ],
      ),
    ],
  },
};
