import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { endpoint as cancel } from '../../functions/cancel-task/index.ts';
import { endpoint as create } from '../../functions/create-task/index.ts';
import { endpoint as get } from '../../functions/get-task/index.ts';
import { endpoint as list } from '../../functions/list-tasks/index.ts';
import { defineStep } from '../../shared/agents/define-step.ts';
import { research } from '../../shared/agents/research/agent.ts';
import { analyze, plan, report, retrieve } from '../../shared/agents/research/contracts.ts';
import type { Worker } from '../../shared/agents/work-steps.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendSystem } from '../../shared/testing/lend-system.ts';

/** The research agent's steps, emptied: these tests are about the API. */
const steps = [
  defineStep({
    ...plan,
    run: async ({ query }) => ({ language: 'zh' as const, questions: [{ id: 'q1', text: query }] }),
  }),
  defineStep({ ...retrieve, run: async ({ question }) => ({ question_id: question.id, passages: [] }) }),
  defineStep({ ...analyze, run: async () => ({ notes: [], citations: { checked: 0, failed: 0 } }) }),
  defineStep({
    ...report,
    run: async ({ query }) => ({
      summary: query,
      report: query,
      sections: [],
      open_questions: [],
      sources: [],
      citations: { checked: 0, failed: 0 },
    }),
  }),
];
const missing = '00000000-0000-4000-8000-000000000000';

let system: Awaited<ReturnType<typeof lendSystem>>;
let worker: Worker | undefined;
beforeAll(async () => {
  system = await lendSystem({ agents: [research], steps });
});
afterEach(async () => {
  await worker?.stop(0);
  worker = undefined;
});
afterAll(() => system[Symbol.asyncDispose]());

const post = (body: object, headers: Record<string, string> = {}) => invoke(create, system.ports, { body, headers });
const count = async () => (await system.ports.database.query('select from tasks')).rowCount;

test('a task is accepted with where to find it, and stored with its first step, job and event', async () => {
  const { status, headers, json } = await post({
    query: '人工智能在医疗领域的应用前景',
    priority: 'high',
    agent_type: 'research',
  });
  expect(status).toBe(202);
  expect(headers).toMatchObject({
    location: `/tasks/${json.task_id}`,
    'retry-after': '1',
    'content-type': 'application/json; charset=utf-8',
  });
  expect(json).toMatchObject({
    status: 'queued',
    url: `/tasks/${json.task_id}`,
    events_url: `/tasks/${json.task_id}/events`,
  });
  const task = await invoke(get, system.ports, { params: { id: json.task_id } });
  expect(task.json).toMatchObject({
    task_id: json.task_id,
    status: 'queued',
    query: '人工智能在医疗领域的应用前景',
    priority: 'high',
    agent_type: 'research',
    progress: { done: 0, total: 1 },
    degraded: false,
    result: null,
    error: null,
    started_at: null,
    usage: { input_tokens: 0, output_tokens: 0 },
    cost_usd: 0,
    steps: [{ name: 'research-plan', key: 'plan', status: 'queued', attempts: 0 }],
  });
  const { rows } = await system.ports.database.query("select name from pgboss.job where data ->> 'task_id' = $1", [
    json.task_id,
  ]);
  expect(rows).toEqual([{ name: 'research-plan' }]);
});

test('the same idempotency key and body give the same task, whatever the order of fields and however many at once', async () => {
  const before = await count();
  const key = { 'idempotency-key': 'once' };
  const bodies = [
    { query: 'q', metadata: { a: 1, b: 2 } },
    { metadata: { b: 2, a: 1 }, query: 'q' },
  ];
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => post(bodies[index % 2] as object, key)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(answers.map(({ json }) => json.task_id)).size).toBe(1);
  expect(await count()).toBe(before + 1);
});

test('the same idempotency key with another body is refused, and stores nothing', async () => {
  await post({ query: 'first' }, { 'idempotency-key': 'two' });
  const before = await count();
  const { status, json } = await post({ query: 'second' }, { 'idempotency-key': 'two' });
  expect(status).toBe(422);
  expect(json).toMatchObject({ code: 'idempotency_key_reused', detail: expect.stringContaining('new key') });
  expect(await count()).toBe(before);
});

test('an unknown agent and an input that the agent does not take are refused with what would do', async () => {
  const unknown = await post({ query: 'q', agent_type: 'poet' });
  expect(unknown.status).toBe(400);
  expect(unknown.json).toMatchObject({
    code: 'unknown_agent',
    detail: expect.stringContaining('research'),
    errors: [{ path: '/agent_type' }],
  });
  const input = await post({ query: 'q', input: { questions: 99, color: 'red' } });
  expect(input.status).toBe(400);
  expect(input.json.detail).toMatch(/\/input\/questions: .*8.*GET \/agents/);
  expect(input.json.errors).toMatchObject([{ path: '/input/questions' }, { path: '/input/color' }]);
  const data = await post({
    query: 'q',
    agent_type: 'analysis',
    input: { analysis_type: 'statistical', data: [{ a: [1] }] },
  });
  expect(data.json.errors).toEqual([
    { path: '/input/data/0/a', message: 'Must be string or number or boolean or null.' },
  ]);
});

test('Prefer: wait answers with the finished task if it finishes in time, and with 202 if not', async () => {
  const late = await post({ query: 'q' }, { prefer: 'wait=1' });
  expect(late.status).toBe(202);
  worker = await system.startWorker();
  const { status, headers, json } = await post({ query: '问' }, { prefer: 'respond-async, wait=20' });
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'preference-applied': 'wait=20' });
  expect(json).toMatchObject({ status: 'completed', progress: { done: 4, total: 4 }, result: { summary: '问' } });
  for (const prefer of ['wait=31', 'wait=x', 'wait=-1'])
    expect((await post({ query: 'q' }, { prefer })).status).toBe(400);
});

test('a task that outlasts the wait is told as it is by then', async () => {
  const gate = Promise.withResolvers<{ language: 'zh'; questions: [] }>();
  worker = await system.startWorker({ steps: [defineStep({ ...plan, run: () => gate.promise })] });
  const { status, json } = await post({ query: 'q' }, { prefer: 'wait=1' });
  gate.resolve({ language: 'zh', questions: [] });
  expect({ status, json }).toMatchObject({ status: 202, json: { status: 'processing' } });
});

test('tasks are listed newest first, a page at a time, without gaps or repeats', async () => {
  const made: string[] = [];
  for (let index = 0; index < 7; index += 1)
    made.push((await post({ query: `q${index}`, metadata: { list: 'paged' } })).json.task_id);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: Record<string, string | number> = {
      limit: 3,
      metadata: '{"list":"paged"}',
      ...(cursor && { cursor }),
    };
    const page: { json: { items: { task_id: string }[]; next_cursor: string | null } } = await invoke(
      list,
      system.ports,
      { query },
    );
    expect(page.json.items.length).toBeLessThanOrEqual(3);
    seen.push(...page.json.items.map(({ task_id }) => task_id));
    cursor = page.json.next_cursor;
  }
  expect(seen).toHaveLength(7);
  expect(new Set(seen)).toEqual(new Set(made));
});

test('lists are filtered by status, agent, time and metadata', async () => {
  const { task_id, created_at } = (await post({ query: 'q', metadata: { team: '甲', n: 1 } })).json;
  const after = new Date(Date.parse(created_at) - 1).toISOString();
  const before = new Date(Date.parse(created_at) + 1).toISOString();
  const ids = async (query: Record<string, string>) =>
    (await invoke(list, system.ports, { query })).json.items.map((item: { task_id: string }) => item.task_id);
  expect(
    await ids({
      metadata: '{"team":"甲"}',
      status: 'queued',
      agent_type: 'research',
      created_after: after,
      created_before: before,
    }),
  ).toEqual([task_id]);
  expect(await ids({ metadata: '{"team":"甲"}', status: 'completed' })).toEqual([]);
  expect(await ids({ metadata: '{"team":"甲","n":2}' })).toEqual([]);
  expect(await ids({ metadata: '{"team":"甲"}', created_before: after })).toEqual([]);
  for (const query of [
    { cursor: 'nonsense' },
    { metadata: '[1]' },
    { created_after: 'yesterday' },
    { status: 'lost' },
    { limit: '0' },
  ]) {
    expect((await invoke(list, system.ports, { query: query as Record<string, string> })).status).toBe(400);
  }
  const lost = await invoke(list, system.ports, { query: { metadata: '{"__proto__":"v"}' } });
  expect(lost).toMatchObject({ status: 400, json: { errors: [{ path: 'metadata/__proto__' }] } });
  const bare = await invoke(list, system.ports, { query: 'created_after=2026-11-22T15:04:05+08:00' });
  expect(bare.json.detail).toMatch(/created_after: the \+ of the zone must be sent as %2B/);
  const encoded = await invoke(list, system.ports, { query: 'created_after=2026-11-22T15:04:05%2B08:00' });
  expect(encoded.status).toBe(200);
});

test('a cancelled task ends at once and its job does nothing; cancelling it again is a conflict', async () => {
  const { task_id } = (await post({ query: 'q' })).json;
  const params = { id: task_id };
  const first = await invoke(cancel, system.ports, { params });
  expect(first.status).toBe(200);
  expect(first.json).toMatchObject({ status: 'cancelled', steps: [{ status: 'cancelled' }] });
  expect((await invoke(cancel, system.ports, { params })).status).toBe(409);
  worker = await system.startWorker();
  await worker.whenIdle();
  const { json } = await invoke(get, system.ports, { params });
  expect(json).toMatchObject({ status: 'cancelled', steps: [{ status: 'cancelled', attempts: 0 }] });
});

test('an unknown task is not found, a bad id is refused', async () => {
  expect((await invoke(get, system.ports, { params: { id: missing } })).status).toBe(404);
  expect((await invoke(cancel, system.ports, { params: { id: missing } })).status).toBe(404);
  expect((await invoke(get, system.ports, { params: { id: 'abc' } })).json).toMatchObject({
    status: 400,
    errors: [{ path: 'id' }],
  });
});
