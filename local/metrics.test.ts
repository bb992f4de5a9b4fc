import { expect, test } from 'vitest';
import { createTask } from '../shared/agents/create-task.ts';
import { createMetrics } from '../shared/telemetry/metrics.ts';
import { countAgent, countSteps } from '../shared/testing/count-agent.ts';
import { lendSystem } from '../shared/testing/lend-system.ts';
import { startMetrics } from './metrics.ts';

const agents = [countAgent];

test('metrics tell what waits in the database and what this process did, and say when the database is down', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  const metrics = createMetrics();
  const served = await startMetrics({ host: '127.0.0.1', port: 0 }, { database, metrics });
  try {
    const request = { query: 'q', agent_type: 'count', priority: 'medium' as const };
    for (let index = 0; index < 3; index += 1) await createTask(request, undefined, { agents, ...system.ports });
    const waiting = await (await fetch(served.url)).text();
    expect(waiting).toContain('multi_agent_tasks{status="queued"} 3');
    expect(waiting).toContain('multi_agent_queue_jobs{queue="count-split",state="ready"} 3');
    expect(waiting).toContain('multi_agent_database_up 1');
    expect(waiting).toMatch(/^process_cpu_seconds_total /m);
    metrics.stepDuration.observe({ step: 'count-split', outcome: 'completed' }, 0.2);
    const worker = await system.startWorker();
    await worker.whenIdle();
    const done = await (await fetch(served.url)).text();
    expect(done).toContain('multi_agent_tasks{status="completed"} 3');
    expect(done).toContain('multi_agent_queue_jobs{queue="count-split",state="ready"} 0');
    expect(done).toContain('multi_agent_step_duration_seconds_count{step="count-split",outcome="completed"} 1');
    expect((await fetch(served.url.replace('/metrics', '/other'))).status).toBe(404);
  } finally {
    await served.close();
  }
});

test('a database that does not answer is a metric, not an error', async () => {
  const metrics = createMetrics();
  const down = async () => {
    throw new Error('down');
  };
  const database = {
    kind: 'postgres' as const,
    query: down,
    transaction: down,
    execute: down,
    listen: down,
    close: async () => {},
  };
  const served = await startMetrics({ host: '127.0.0.1', port: 0 }, { database, metrics });
  const response = await fetch(served.url);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('multi_agent_database_up 0');
  await served.close();
});
