import type { DashboardPlan } from './build-dashboard.ts';
import { series, stat, upOrDown } from './panels.ts';

const perDatabase = (metric: string): string => `sum by (datname) (rate(${metric}{datname!=""}[$__rate_interval]))`;

/** Does work wait, and do Postgres and Redis keep up? */
export const queuesAndPostgres: DashboardPlan = {
  uid: 'multi-agent-queues',
  title: 'Queues and Postgres',
  description: 'One queue a step. What waits, what runs, and the state of the servers that hold it.',
  rows: {
    Queues: [
      series(
        {
          title: 'Jobs by queue',
          description: 'Ready and deferred jobs wait, active ones run. deferred: their next attempt has its time.',
          unit: 'short',
          span: 8,
        },
        ['sum by (queue, state) (multi_agent_queue_jobs)', '{{queue}} {{state}}'],
      ),
      series(
        {
          title: 'Oldest ready job',
          description: 'How long it has waited. Above the line QueueTooOld fires: too few workers, or none.',
          unit: 's',
          span: 8,
          limits: { yellow: 60, red: 300 },
        },
        ['max by (queue) (multi_agent_queue_oldest_ready_seconds)', '{{queue}}'],
      ),
      series(
        {
          title: 'Wait of steps, p95',
          description: 'From the queueing of a step to its first attempt; milliseconds where a slot is free.',
          unit: 's',
          span: 8,
          exemplars: true,
        },
        [
          'histogram_quantile(0.95, sum by (step, le) (rate(multi_agent_step_wait_seconds_bucket[$__rate_interval])))',
          '{{step}}',
        ],
      ),
      series(
        {
          title: 'Slots of workers',
          description: 'Steps that run, and how many could at once.',
          unit: 'short',
          span: 12,
        },
        ['sum(multi_agent_active_steps)', 'used'],
        ['sum(multi_agent_worker_slots)', 'there'],
      ),
      series(
        {
          title: 'Connections of this system',
          description:
            'Each process’ pool by state, and statements that wait for one: DATABASE_POOL_SIZE is too small.',
          unit: 'short',
          span: 12,
        },
        ['sum by (state) (multi_agent_database_pool_connections)', '{{state}}'],
        ['sum(multi_agent_database_pool_waiting)', 'waiting'],
      ),
    ],
    Postgres: [
      stat(
        {
          title: 'Postgres',
          description: 'Does it answer the workers, and the exporter?',
          unit: 'short',
          span: 6,
          limits: { red: 1, lessIsWorse: true },
          mappings: upOrDown,
        },
        ['min(multi_agent_database_up)', 'workers'],
        ['min(pg_up)', 'exporter'],
      ).height(8),
      series(
        {
          title: 'Connections',
          description: 'Of all clients, by state, and how many there may be. A process has up to DATABASE_POOL_SIZE.',
          unit: 'short',
          span: 9,
        },
        ['sum by (state) (pg_stat_activity_count)', '{{state}}'],
        ['max(pg_settings_max_connections)', 'allowed'],
      ),
      series(
        {
          title: 'Transactions',
          description: 'A second, by database.',
          unit: 'short',
          span: 9,
        },
        [perDatabase('pg_stat_database_xact_commit'), '{{datname}} committed'],
        [perDatabase('pg_stat_database_xact_rollback'), '{{datname}} rolled back'],
      ),
      series(
        {
          title: 'Longest transaction',
          description: 'Long ones keep old rows from being cleared away.',
          unit: 's',
          span: 6,
          limits: { yellow: 60, red: 600 },
        },
        ['max by (datname) (pg_stat_activity_max_tx_duration)', '{{datname}}'],
      ),
      series(
        {
          title: 'Read from memory',
          description: 'The share of blocks that were found in Postgres’ cache. Low: give it more shared_buffers.',
          unit: 'percentunit',
          span: 6,
          limits: { yellow: 0.95, red: 0.9, lessIsWorse: true },
        },
        [
          'sum(rate(pg_stat_database_blks_hit[$__rate_interval])) / (sum(rate(pg_stat_database_blks_hit[$__rate_interval])) + sum(rate(pg_stat_database_blks_read[$__rate_interval])))',
          'hits',
        ],
      ),
      series(
        {
          title: 'Size',
          description: 'On disk, by database.',
          unit: 'bytes',
          span: 6,
        },
        ['max by (datname) (pg_database_size_bytes)', '{{datname}}'],
      ),
      series(
        {
          title: 'Deadlocks and locks',
          description: 'Deadlocks in five minutes, and locks that are held.',
          unit: 'short',
          span: 6,
        },
        ['sum(increase(pg_stat_database_deadlocks[5m]))', 'deadlocks'],
        ['sum(pg_locks_count)', 'locks'],
      ),
    ],
    Redis: [
      stat(
        {
          title: 'Redis',
          description: 'Does it answer every process, and the exporter? While it does not, nothing is cached.',
          unit: 'short',
          span: 6,
          limits: { red: 1, lessIsWorse: true },
          mappings: upOrDown,
        },
        ['min(multi_agent_redis_up)', 'processes'],
        ['min(redis_up)', 'exporter'],
      ).height(8),
      series(
        {
          title: 'Memory',
          description: 'What it holds; beyond its limit it drops what was not used for longest.',
          unit: 'bytes',
          span: 6,
        },
        ['sum(redis_memory_used_bytes)', 'used'],
      ),
      series(
        {
          title: 'Commands',
          description: 'A second.',
          unit: 'ops',
          span: 6,
        },
        ['sum(rate(redis_commands_processed_total[$__rate_interval]))', 'commands'],
      ),
      series(
        {
          title: 'Clients',
          description: 'Connections to it.',
          unit: 'short',
          span: 6,
        },
        ['sum(redis_connected_clients)', 'connected'],
      ),
    ],
  },
};
