import { expect, test, vi } from 'vitest';
import { createTask } from '../shared/agents/create-task.ts';
import type { Database } from '../shared/database/database.ts';
import { createMetrics } from '../shared/telemetry/metrics.ts';
import { countAgent, countSteps } from '../shared/testing/count-agent.ts';
import { lendSystem } from '../shared/testing/lend-system.ts';
import { startMetrics } from './metrics.ts';

const agents = [countAgent];

test('metrics tell what waits in the database and what this process did, and say when the database is down', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  const metrics = createMetrics();
  const served = await startMetrics({ host: '127.0.0.1', port: 0, freshSeconds: 0 }, { database, metrics });
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

/** A database whose statements do what `query` does. */
const databaseOf = (query: () => Promise<never>): Database => ({
  kind: 'postgres',
  query,
  transaction: query,
  execute: query,
  listen: query,
  close: async () => {},
});

test.each([
  ['refuses', () => Promise.reject(new Error('down'))],
  ['never answers', () => new Promise<never>(() => {})],
])('a database that %s is a metric, not an error', async (_, query) => {
  const metrics = createMetrics();
  const served = await startMetrics({ host: '127.0.0.1', port: 0 }, { database: databaseOf(query), metrics });
  const response = await fetch(served.url);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('multi_agent_database_up 0');
  await served.close();
});

test('the database is asked once for scrapes that follow one another closely, and not for what is not found', async () => {
  const query = vi.fn(() => Promise.reject(new Error('down')));
  const ports = { database: databaseOf(query), metrics: createMetrics() };
  const served = await startMetrics({ host: '127.0.0.1', port: 0, freshSeconds: 3600 }, ports);
  await fetch(served.url.replace('/metrics', '/other'));
  expect(query).not.toHaveBeenCalled();
  await Promise.all([fetch(served.url), fetch(served.url)]);
  await fetch(served.url);
  expect(query).toHaveBeenCalledTimes(1);
  await served.close();
});
