import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect, test, vi } from 'vitest';
import { createTask } from '../shared/agents/create-task.ts';
import type { Database } from '../shared/database/database.ts';
import { createMetrics } from '../shared/telemetry/metrics.ts';
import { childOf, withTrace } from '../shared/telemetry/trace-context.ts';
import { countAgent, countSteps } from '../shared/testing/count-agent.ts';
import { lendDatabase } from '../shared/testing/lend-database.ts';
import { lendSystem } from '../shared/testing/lend-system.ts';
import { type MetricsOptions, startMetrics } from './metrics.ts';
import { metricsSource } from './metrics-source.ts';

const agents = [countAgent];

const serve = (database: Database, options: Partial<MetricsOptions> = {}, counted = createMetrics()) =>
  startMetrics({ host: '127.0.0.1', port: 0, role: 'system', ...options }, { database, counted });

const scrape = async ({ url }: { url: string }) => (await fetch(url)).text();

test('metrics tell what waits in the database and what this process did', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  const counted = createMetrics();
  const served = await serve(database, { freshSeconds: 0 }, counted);
  try {
    const post = (value: number) =>
      createTask({ query: 'q', agent_type: 'count', priority: 'medium', input: { value } }, undefined, {
        agents,
        ...system.ports,
      });
    for (let index = 0; index < 3; index += 1) await post(2);
    const waiting = await scrape(served);
    expect(waiting).toContain('multi_agent_tasks{status="queued"} 3');
    expect(waiting).toContain('multi_agent_tasks_created_total{agent="count"} 3');
    expect(waiting).toContain('multi_agent_queue_jobs{queue="count-split",state="ready"} 3');
    expect(waiting).toContain('multi_agent_database_up 1');
    expect(waiting).toMatch(/^process_cpu_seconds_total\{role="system"\} /m);
    counted.stepDuration.observe({ agent: 'count', step: 'count-split', outcome: 'completed' }, 0.2);
    const worker = await system.startWorker();
    await worker.whenIdle();
    const done = await scrape(served);
    expect(done).toContain('multi_agent_tasks{status="queued"} 0');
    expect(done).toContain('multi_agent_tasks_finished_total{agent="count",outcome="completed"} 3');
    expect(done).toContain('multi_agent_task_duration_seconds_count{agent="count",outcome="completed"} 3');
    expect(done).toContain('multi_agent_task_wait_seconds_bucket{agent="count",le="+Inf"} 3');
    expect(done).toContain('multi_agent_steps_finished_total{agent="count",step="count-double",outcome="completed"} 6');
    expect(done).toContain('multi_agent_steps_attempted_total{agent="count",step="count-double"} 6');
    expect(done).toContain('multi_agent_queue_jobs{queue="count-split",state="ready"} 0');
    expect(done).toContain(
      'multi_agent_step_duration_seconds_count{agent="count",step="count-split",outcome="completed"} 1',
    );
    expect((await fetch(served.url.replace('/metrics', '/other'))).status).toBe(404);
  } finally {
    await served.close();
  }
});

test('who takes OpenMetrics text gets the traces of single observations as well', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const counted = createMetrics();
  const served = await serve(system.ports.database, {}, counted);
  try {
    const trace = { ...childOf(undefined), sampled: true };
    const labels = { function: 'list-tasks', status_class: '2xx' };
    withTrace(trace, () => counted.requestDuration.observe(labels, 0.007));
    const accept = 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3';
    const response = await fetch(served.url, { headers: { accept } });
    expect(response.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    const text = await response.text();
    expect(text).toMatch(
      new RegExp(`status_class="2xx",le="0.01"} 1 # {trace_id="${trace.trace_id}"} 0.007 [\\d.]+\n`),
    );
    expect(text).toMatch(/# EOF\n$/);
    expect(await scrape(served)).not.toContain(trace.trace_id);
  } finally {
    await served.close();
  }
});

test('tasks that ended long ago are counted once and for all, also by the next aggregator', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  const post = () =>
    createTask({ query: 'q', agent_type: 'count', priority: 'medium' }, undefined, { agents, ...system.ports });
  await post();
  await post();
  await (await system.startWorker()).whenIdle();
  await database.query("update tasks set created_at = created_at - interval '1 hour'");
  for (const created of [3, 4]) {
    await post();
    const served = await serve(database);
    expect(await scrape(served)).toContain(`multi_agent_tasks_created_total{agent="count"} ${created}\n`);
    await served.close();
    const { rows } = await database.query<{ totals: [string, number][] }>('select totals from metric_totals');
    expect(Object.fromEntries(rows[0]?.totals ?? [])['multi_agent_tasks_created_total{agent="count"}']).toBe(2);
  }
});

test('what other processes push is added, and stays when they and the aggregator go', async () => {
  await using lent = await lendDatabase();
  const first = await serve(lent.database);
  const instance = crypto.randomUUID();
  const push = (served: { url: string }, sequence: number, text: string) =>
    fetch(served.url.replace('/metrics', `/push?instance=${instance}&sequence=${sequence}&role=worker&final=false`), {
      method: 'POST',
      body: text,
    });
  const line = 'multi_agent_citations_total{outcome="verified"}';
  expect((await push(first, 1, `${line} 3`)).status).toBe(200);
  expect((await push(first, 2, `${line} 5\nmulti_agent_unknown_total 1`)).status).toBe(200);
  expect((await push(first, 2, `${line} 9`)).status).toBe(200);
  const told = await scrape(first);
  expect(told).toContain(`${line} 5\n`);
  expect(told).toContain('multi_agent_processes{role="worker"} 1\n');
  expect(told).toContain('multi_agent_metrics_rejected_series_total{reason="unknown_metric"} 1\n');
  expect(await scrape(first)).toContain('multi_agent_metrics_pushes_total{outcome="stored"} 3\n');
  await first.close();
  const second = await serve(lent.database);
  expect(await scrape(second)).toContain(`${line} 5\n`);
  await push(second, 3, `${line} 6`);
  expect(await scrape(second)).toContain(`${line} 6\n`);
  await second.close();
});

test('a label that the database cannot keep is refused, and the rest of its push is kept', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const served = await serve(system.ports.database);
  const push = new URL('/push', served.url);
  push.search = `instance=${crypto.randomUUID()}&sequence=1&role=worker&final=true`;
  const sample = (agent: string) =>
    `multi_agent_step_attempts_total{agent="${agent}",step="s",outcome="completed"} 3\n`;
  try {
    expect((await fetch(push, { method: 'POST', body: sample('\0') + sample('count') })).status).toBe(200);
    expect(await scrape(served)).toContain('multi_agent_metrics_rejected_series_total{reason="malformed"} 1');
  } finally {
    await served.close();
  }
  const again = await serve(system.ports.database);
  try {
    expect(await scrape(again)).toContain(sample('count'));
  } finally {
    await again.close();
  }
});

test('that there are too many series is told, though there is no room for one more', async () => {
  await using lent = await lendDatabase();
  const served = await serve(lent.database);
  const push = (process: number) => {
    const samples = Array.from(
      { length: 5000 },
      (_, number) => `multi_agent_metrics_pushes_total{outcome="${process}-${number}"} 1`,
    );
    const about = `instance=${crypto.randomUUID()}&sequence=1&role=worker&final=false`;
    return fetch(served.url.replace('/metrics', `/push?${about}`), { method: 'POST', body: samples.join('\n') });
  };
  try {
    await scrape(served);
    for (let process = 0; process < 4; process += 1) expect((await push(process)).status).toBe(200);
    const text = await scrape(served);
    expect(text).toContain('multi_agent_metrics_series 20000\n');
    expect(text).toMatch(/^multi_agent_metrics_rejected_series_total\{reason="too_many"\} [1-9]/m);
  } finally {
    await served.close();
  }
});

test('a process that counts anew still tells how things are', async () => {
  const counted = createMetrics();
  counted.workerSlots.set({}, 10);
  counted.activeRequests.add({}, 1);
  counted.pushes.inc({ outcome: 'stored' });
  const source = metricsSource('worker', counted);
  source.restart();
  counted.activeRequests.add({}, -1);
  const { text } = await source.next(false);
  expect(text).toContain('multi_agent_worker_slots 10\n');
  expect(text).toContain('http_server_active_requests 0\n');
  expect(text).toContain('multi_agent_build_info{');
  expect(text).not.toContain('multi_agent_metrics_pushes_total');
});

test('a push without what it is of, or too large, is refused with the reason', async () => {
  await using lent = await lendDatabase();
  const served = await serve(lent.database);
  const push = (query: string, body: string) =>
    fetch(served.url.replace('/metrics', `/push?${query}`), { method: 'POST', body });
  const bare = await push('instance=me&sequence=0&role=A B', '');
  expect(bare.status).toBe(400);
  expect(await bare.text()).toMatch(/instance: .*sequence: .*role: .*final: /);
  const about = `instance=${crypto.randomUUID()}&sequence=1&role=api&final=false`;
  expect((await push(about, 'x'.repeat(5_000_000))).status).toBe(413);
  expect((await fetch(served.url.replace('/metrics', '/push'))).status).toBe(404);
  await served.close();
});

test('with a token only those who have it may push; without one only this machine may', async () => {
  await using lent = await lendDatabase();
  const path = `/push?instance=${crypto.randomUUID()}&sequence=1&role=api&final=false`;
  const guarded = await serve(lent.database, { token: 'a-token-of-this-test' });
  const push = (authorization: string) =>
    fetch(guarded.url.replace('/metrics', path), { method: 'POST', headers: { authorization }, body: '' });
  expect((await push('Bearer another-token-altogether')).status).toBe(401);
  expect((await push('Bearer a-token-of-this-test')).status).toBe(200);
  await guarded.close();

  const open = await serve(lent.database, { host: '0.0.0.0' });
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal);
  if (outside) {
    const status = await new Promise((resolve, reject) =>
      request({ host: outside.address, port: new URL(open.url).port, path, method: 'POST' }, ({ statusCode }) =>
        resolve(statusCode),
      )
        .on('error', reject)
        .end(),
    );
    expect(status).toBe(403);
  }
  await open.close();
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

/** Without anything kept, and otherwise as `query` is. */
const nothingKept = async () => ({ rows: [], rowCount: 0 });

test.each([
  ['refuses', () => Promise.reject(new Error('down'))],
  ['never answers', () => new Promise<never>(() => {})],
])('a database that %s is a metric, not an error', async (_, query) => {
  let begun = false;
  const served = await serve({ ...databaseOf(query), query: () => (begun ? query() : nothingKept()) });
  begun = true;
  const response = await fetch(served.url);
  expect(response.status).toBe(200);
  const text = await response.text();
  expect(text).toContain('multi_agent_database_up 0');
  expect(text).toMatch(/^process_cpu_seconds_total\{role="system"\} /m);
  await served.close();
});

test('the database is asked once for scrapes that follow one another closely, and not for what is not found', async () => {
  const transaction = vi.fn(() => Promise.reject(new Error('down')));
  const database: Database = { ...databaseOf(transaction), query: nothingKept };
  const served = await serve(database, { freshSeconds: 3600 });
  await fetch(served.url.replace('/metrics', '/other'));
  expect(transaction).not.toHaveBeenCalled();
  await Promise.all([fetch(served.url), fetch(served.url)]);
  await fetch(served.url);
  expect(transaction).toHaveBeenCalledTimes(1);
  await served.close();
});
