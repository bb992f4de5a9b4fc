import { lookMilliseconds } from '../../shared/telemetry/runtime-metrics.ts';
import type { DashboardPlan } from './build-dashboard.ts';
import { series, stat } from './panels.ts';

/** Exporters have metrics of these names too. */
const ours = '{job="multi-agent-system-metrics"}';

/** Are the processes healthy, and is what they tell complete? */
export const runtime: DashboardPlan = {
  uid: 'multi-agent-runtime',
  title: 'Runtime',
  description:
    'The processes themselves, summed by their role (api, worker, or system where one is both), and their metrics.',
  rows: {
    Processes: [
      stat(
        {
          title: 'Processes',
          description: 'Those whose metrics have arrived in the last 30 s, by role.',
          unit: 'short',
          span: 8,
        },
        ['sum by (role) (multi_agent_processes)', '{{role}}'],
      ),
      stat(
        {
          title: 'Versions',
          description: 'Several: a new one is being rolled out, or a process was left behind.',
          unit: 'short',
          span: 8,
        },
        ['max by (version, node_version) (multi_agent_build_info)', '{{version}} on Node.js {{node_version}}'],
      ),
      stat(
        {
          title: 'Requests under way',
          description: 'Requests that wait for their answer.',
          unit: 'short',
          span: 8,
        },
        ['sum(http_server_active_requests)', ''],
      ),
      series(
        {
          title: 'CPU',
          description: 'Cores in use, by role. Node.js runs a process’ code on one.',
          unit: 'short',
          span: 8,
        },
        [`sum by (role) (rate(process_cpu_seconds_total${ours}[$__rate_interval]))`, '{{role}}'],
      ),
      series(
        {
          title: 'Memory',
          description: 'Resident memory by role. A killed worker (exit 137) had more than its container may.',
          unit: 'bytes',
          span: 8,
          stacked: true,
        },
        [`sum by (role) (process_resident_memory_bytes${ours})`, '{{role}}'],
      ),
      series(
        {
          title: 'Heap',
          description: 'Used by JavaScript, by role. What only rises is a leak.',
          unit: 'bytes',
          span: 8,
          stacked: true,
        },
        ['sum by (role) (nodejs_heap_size_used_bytes)', '{{role}}'],
      ),
      series(
        {
          title: 'Event loop lag, p99',
          description:
            'Of the slowest process of a role. Above 0.1 s something computes for too long, and all else waits.',
          unit: 's',
          span: 8,
          limits: { yellow: 0.1, red: 1 },
        },
        [`max by (role) (nodejs_eventloop_lag_p99_seconds) - ${lookMilliseconds / 1000}`, '{{role}}'],
      ),
      series(
        {
          title: 'Garbage collection',
          description: 'The share of time that it takes, by role.',
          unit: 'percentunit',
          span: 8,
          limits: { yellow: 0.1, red: 0.3 },
        },
        ['sum by (role) (rate(nodejs_gc_duration_seconds_sum[$__rate_interval]))', '{{role}}'],
      ),
      series(
        {
          title: 'Open files and connections',
          description: 'By role.',
          unit: 'short',
          span: 8,
        },
        [`sum by (role) (process_open_fds${ours})`, '{{role}}'],
      ),
    ],
    'The metrics themselves': [
      series(
        {
          title: 'Series',
          description: 'What the aggregator keeps; it takes no more than 20,000. Above the line TooManySeries fires.',
          unit: 'short',
          span: 8,
          limits: { red: 10_000 },
        },
        ['max(multi_agent_metrics_series)', 'kept'],
      ),
      series(
        {
          title: 'Pushes',
          description:
            'Snapshots a minute that arrived from other processes. refused: see the log of the worker on 9100.',
          unit: 'short',
          span: 8,
        },
        ['60 * sum by (outcome) (rate(multi_agent_metrics_pushes_total[$__rate_interval]))', '{{outcome}}'],
      ),
      series(
        {
          title: 'Refused series',
          description:
            'Series that the aggregator did not take, by why; they were not declared, or there are too many.',
          unit: 'short',
          span: 8,
        },
        ['sum by (reason) (increase(multi_agent_metrics_rejected_series_total[5m]))', '{{reason}}'],
      ),
    ],
  },
};
