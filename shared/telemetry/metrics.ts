import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Gauges of prom-client's own whose names say that they count; those without `_total` tell the same, by type. */
const misnamed = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];

/** Every metric of this process; names follow Prometheus' rules, labels are bounded. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  return {
    registry,
    stepAttempts: new Counter({
      name: 'multi_agent_step_attempts_total',
      help: 'Attempts of steps by how they ended.',
      labelNames: ['step', 'outcome'],
      registers,
    }),
    stepDuration: new Histogram({
      name: 'multi_agent_step_duration_seconds',
      help: 'How long attempts of steps took.',
      labelNames: ['step', 'outcome'],
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
      registers,
    }),
    redisUp: new Gauge({
      name: 'multi_agent_redis_up',
      help: 'Does Redis answer? 1 or 0; absent where this process uses none.',
      registers,
    }),
    databaseUp: new Gauge({ name: 'multi_agent_database_up', help: 'Does the database answer? 1 or 0.', registers }),
    tasks: new Gauge({ name: 'multi_agent_tasks', help: 'Stored tasks by status.', labelNames: ['status'], registers }),
    queueJobs: new Gauge({
      name: 'multi_agent_queue_jobs',
      help: 'Jobs that wait (ready or deferred) or run (active), by queue.',
      labelNames: ['queue', 'state'],
      registers,
    }),
    queueOldestReady: new Gauge({
      name: 'multi_agent_queue_oldest_ready_seconds',
      help: 'How long the oldest job that could run has waited; 0 where none does.',
      labelNames: ['queue'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
