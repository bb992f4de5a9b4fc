import { expect, test, vi } from 'vitest';
import { endpoint as timeline } from '../../functions/task-timeline/index.ts';
import { createTask } from '../../shared/agents/create-task.ts';
import { AppError } from '../../shared/errors.ts';
import { cancelTask } from '../../shared/tasks/cancel-task.ts';
import { readTask } from '../../shared/tasks/read-task.ts';
import { hasEnded } from '../../shared/tasks/task-status.ts';
import { countAgent, countSteps, type During } from '../../shared/testing/count-agent.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendResearchModel, researchDocument } from '../../shared/testing/lend-research-model.ts';
import { lendSystem } from '../../shared/testing/lend-system.ts';

interface SeenSpan {
  id: string;
  parent_id: string | null;
  kind: string;
  name: string;
  start: string;
  end: string | null;
  outcome: string | null;
  attributes: Record<string, unknown>;
}
interface Seen {
  task_id: string;
  status: string;
  trace_id: string;
  as_of: string;
  spans: SeenSpan[];
}

const agents = [countAgent];

async function lend(during?: During) {
  const system = await lendSystem({ agents, steps: countSteps(during) });
  const read = (id: string) => invoke(timeline, system.ports, { params: { id } });
  return {
    ...system,
    read,
    async create() {
      const request = { query: 'q', agent_type: 'count', priority: 'medium' as const, input: { value: 2 } };
      return (await createTask(request, undefined, { agents, ...system.ports })).task_id;
    },
    async spansAtEnd(id: string): Promise<SeenSpan[]> {
      await vi.waitFor(
        async () => expect(hasEnded((await readTask(id, system.ports))?.status ?? 'queued')).toBe(true),
        { timeout: 20_000 },
      );
      return (await read(id)).json.spans;
    },
  };
}

/** Each span is inside its parent, which stands before it; ids are single. */
function expectTree(spans: SeenSpan[]) {
  expect(new Set(spans.map(({ id }) => id)).size).toBe(spans.length);
  spans.forEach(({ id, parent_id }, place) => {
    if (id === 'task') expect([place, parent_id]).toEqual([0, null]);
    else expect(spans.slice(0, place).map((span) => span.id)).toContain(parent_id);
  });
  for (const { start, end } of spans)
    if (end !== null) expect(Date.parse(end)).toBeGreaterThanOrEqual(Date.parse(start));
}
const kindsOf = (spans: SeenSpan[], parent: string) =>
  spans.filter(({ parent_id }) => parent_id === parent).map(({ kind, outcome }) => `${kind} ${outcome}`);

test('a task that waits and one that runs show what lasts without an end', async () => {
  const gate = Promise.withResolvers<void>();
  const inside = Promise.withResolvers<void>();
  await using system = await lend(() => {
    inside.resolve();
    return gate.promise;
  });
  const id = await system.create();
  const waiting = await system.read(id);
  expect(waiting).toMatchObject({
    status: 200,
    headers: { 'retry-after': '1' },
    json: { task_id: id, status: 'queued' },
  });
  expect(waiting.json.spans).toMatchObject([
    { id: 'task', parent_id: null, kind: 'task', name: 'count', end: null, outcome: null },
    {
      id: 'step/count-split/all',
      parent_id: 'task',
      end: null,
      outcome: null,
      attributes: { key: 'all', attempts: 0 },
    },
    { id: 'queue/count-split/all/1', parent_id: 'step/count-split/all', kind: 'queue', end: null, outcome: null },
  ]);
  await system.startWorker();
  await inside.promise;
  // A step runs a moment before its task is told.
  await expect
    .poll(async () => kindsOf((await system.read(id)).json.spans, 'step/count-split/all'))
    .toEqual(['queue started', 'attempt null']);
  expectTree((await system.read(id)).json.spans);
  gate.resolve();
  expectTree(await system.spansAtEnd(id));
  expect((await system.read(id)).headers['retry-after']).toBeUndefined();
});

test('a failed attempt, the wait after it and the next attempt stand one after the other', async () => {
  let failed = false;
  await using system = await lend((step) => {
    if (step !== 'count-double' || failed) return;
    failed = true;
    throw new AppError('flaky', 500, 'Not now.', { retryable: true });
  });
  const id = await system.create();
  await system.startWorker();
  const spans = await system.spansAtEnd(id);
  expectTree(spans);
  expect(spans[0]).toMatchObject({ kind: 'task', outcome: 'completed' });
  const doubles = spans.filter(({ kind, name }) => kind === 'step' && name === 'count-double');
  expect(doubles.map((step) => step.attributes.key)).toEqual(['part-1', 'part-2']);
  const [flaky] = doubles.filter(({ attributes }) => attributes.attempts === 2);
  const parts = spans.filter(({ parent_id }) => parent_id === flaky?.id);
  expect(parts).toMatchObject([
    { kind: 'queue', outcome: 'started' },
    {
      kind: 'attempt',
      outcome: 'failed',
      attributes: { attempt: 1, error: { code: 'flaky', message: 'Not now.' } },
    },
    { kind: 'queue', outcome: 'started', attributes: { retry_in_seconds: expect.any(Number) } },
    { kind: 'attempt', outcome: 'completed', attributes: { attempt: 2 } },
  ]);
  for (const [place, part] of parts.slice(1).entries()) expect(part.start).toBe(parts[place]?.end);
});

test('a task that fails shows why, and leaves nothing open', async () => {
  await using system = await lend((step, value) => {
    if (step === 'count-double' && value === 1) throw new AppError('hopeless', 500, 'Never.', { retryable: false });
    if (step === 'count-double') return new Promise(() => {});
  });
  const id = await system.create();
  await system.startWorker();
  const spans = await system.spansAtEnd(id);
  expectTree(spans);
  expect(spans[0]).toMatchObject({
    outcome: 'failed',
    attributes: { error: { code: 'hopeless', message: 'Never.', step: 'count-double' } },
  });
  expect(kindsOf(spans, 'step/count-double/part-1')).toEqual(['queue started', 'attempt failed']);
  expect(kindsOf(spans, 'step/count-double/part-2').at(-1)).toMatch(/^(queue|attempt) cancelled$/);
  for (const span of spans) expect(span).toMatchObject({ end: expect.any(String), outcome: expect.any(String) });
});

test('a task that is cancelled ends what ran and what waited', async () => {
  const inside = Promise.withResolvers<void>();
  await using system = await lend((step) => {
    if (step !== 'count-double') return;
    inside.resolve();
    return new Promise(() => {});
  });
  const id = await system.create();
  await system.startWorker({ slots: 1 });
  await inside.promise;
  await cancelTask(id, system.ports);
  const spans = await system.spansAtEnd(id);
  expectTree(spans);
  expect(spans[0]).toMatchObject({ kind: 'task', outcome: 'cancelled' });
  const parts = spans.filter(({ name }) => name === 'count-double').filter(({ kind }) => kind !== 'step');
  expect(parts.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    'queue started',
    'attempt cancelled',
    'queue cancelled',
  ]);
});

test('a worker that died leaves a lost attempt, which ends where the next one begins', async () => {
  await using system = await lend();
  const id = await system.create();
  const { database } = system.ports;
  // What a worker leaves that claimed the step and was killed.
  await database.query("update steps set status = 'running', attempts = 1, started_at = now() where task_id = $1", [
    id,
  ]);
  await database.query(
    `with counted as (update tasks set status = 'processing', last_event = 2 where id = $1)
     insert into events (task_id, number, type, data) values ($1, 2, 'step.started', '{"name":"count-split","key":"all","attempt":1}')`,
    [id],
  );
  await system.startWorker();
  const spans = await system.spansAtEnd(id);
  expectTree(spans);
  const parts = spans.filter(({ parent_id }) => parent_id === 'step/count-split/all');
  expect(parts).toMatchObject([
    { kind: 'queue', outcome: 'started' },
    { id: 'attempt/count-split/all/1', outcome: 'lost', attributes: { error: { code: 'worker_lost' } } },
    { id: 'attempt/count-split/all/2', outcome: 'completed' },
  ]);
  expect(parts[1]?.end).toBe(parts[2]?.start);
});

test('an unknown task is a 404, and what is no id a 400', async () => {
  await using system = await lend();
  expect(await system.read('00000000-0000-4000-8000-000000000000')).toMatchObject({
    status: 404,
    json: { detail: expect.stringContaining('GET /tasks') },
  });
  expect((await system.read('x')).status).toBe(400);
});

test('calls of models stand below the attempt that made them, and add up to what the task cost', async () => {
  await using model = await lendResearchModel();
  await using hosts = await lendHosts(model.environment);
  await hosts.client.addDocuments([researchDocument]);
  const id = await hosts.client.post('人工智能在医疗领域的应用');
  await hosts.client.waitForEnd(id);
  const seen = (await (await hosts.client.call(`/tasks/${id}/timeline`)).json()) as Seen;
  const task = (await hosts.client.read(id)) as unknown as { trace_id: string; finished_at: string };
  expect(seen).toMatchObject({ task_id: id, status: 'completed', trace_id: task.trace_id });
  expectTree(seen.spans);
  expect(seen.spans[0]).toMatchObject({ name: 'research', outcome: 'completed', end: task.finished_at });
  const calls = seen.spans.filter(({ kind }) => kind === 'model_call');
  expect(calls.map(({ parent_id }) => parent_id?.replace(/\/[^/]+\/1$/, ''))).toEqual([
    'attempt/research-plan',
    'attempt/research-analyze',
    'attempt/research-report',
  ]);
  for (const call of calls) {
    expect(call).toMatchObject({
      outcome: 'ok',
      name: `openai ${call.attributes.model}`,
      attributes: { provider: 'openai', purpose: expect.any(String), cost_usd: expect.any(Number) },
    });
  }
  const sum = (name: string) => calls.reduce((all, { attributes }) => all + Number(attributes[name]), 0);
  const all = seen.spans[0]?.attributes ?? {};
  for (const name of ['input_tokens', 'output_tokens']) expect(sum(name)).toBe(all[name]);
  expect(sum('cost_usd')).toBeCloseTo(Number(all.cost_usd), 12);
});
