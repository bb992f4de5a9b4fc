import { expect, test } from 'vitest';
import { endpoint as events } from '../../functions/task-events/index.ts';
import { createTask } from '../../shared/agents/create-task.ts';
import { cancelTask } from '../../shared/tasks/cancel-task.ts';
import { appendEvent } from '../../shared/tasks/events.ts';
import { countAgent, countSteps, type During } from '../../shared/testing/count-agent.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendSystem } from '../../shared/testing/lend-system.ts';

const agents = [countAgent];

async function lend(during?: During) {
  const system = await lendSystem({ agents, steps: countSteps(during) });
  return {
    ...system,
    async create() {
      const request = { query: 'q', agent_type: 'count', priority: 'medium' as const, input: { value: 2 } };
      return (await createTask(request, undefined, { agents, ...system.ports })).task_id;
    },
    follow: (id: string, lastEventId?: string, signal?: AbortSignal) =>
      invoke(events, system.ports, {
        params: { id },
        headers: lastEventId ? { 'last-event-id': lastEventId } : {},
        ...(signal && { signal }),
      }),
  };
}

async function readAll(stream: AsyncIterable<string | Uint8Array> | undefined): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}
const numbers = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test('a stream tells everything that happens, numbered and in order, and ends with the task', async () => {
  await using system = await lend();
  const id = await system.create();
  const { status, headers, stream } = await system.follow(id);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
  const reading = readAll(stream);
  await system.startWorker();
  const text = await reading;
  expect(numbers(text)).toEqual(upTo(numbers(text).length));
  expect(text).toContain('id: 1\nevent: task.created\ndata: {');
  expect(text.trimEnd().split('\n\n').at(-1)).toMatch(/^id: \d+\nevent: task\.completed\ndata: \{.*"task_id":/);
});

test('a stream is resumed after any event, also when the task has ended', async () => {
  await using system = await lend();
  const id = await system.create();
  await system.startWorker();
  const all = numbers(await readAll((await system.follow(id)).stream));
  for (const from of [0, 3, all.length - 1, all.length, 5000]) {
    expect(numbers(await readAll((await system.follow(id, String(from))).stream))).toEqual(
      all.filter((number) => number > from),
    );
  }
});

test('whoever has the last event of an ended task is told that there is nothing to come, which stops an EventSource', async () => {
  await using system = await lend();
  const id = await system.create();
  const first = await system.follow(id, '1');
  expect(first.status).toBe(200);
  await first.stream?.[Symbol.asyncIterator]().return?.();
  await cancelTask(id, system.ports);
  const last = numbers(await readAll((await system.follow(id)).stream)).at(-1);
  expect((await system.follow(id, String(last))).status).toBe(204);
  expect((await system.follow(id, String(Number(last) - 1))).status).toBe(200);
});

test('a reader that goes away ends its stream, and the task goes on', async () => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await using system = await lend(() => gate);
  const id = await system.create();
  await system.startWorker();
  const leaving = new AbortController();
  const reading = readAll((await system.follow(id, undefined, leaving.signal)).stream);
  leaving.abort();
  expect(await reading).not.toContain('task.completed');
  open();
  expect(await readAll((await system.follow(id)).stream)).toContain('event: task.completed');
});

test('a long history comes whole', async () => {
  await using system = await lend();
  const id = await system.create();
  for (let index = 0; index < 450; index += 1)
    await appendEvent(id, { type: 'note', data: { 第: index } }, system.ports);
  await cancelTask(id, system.ports);
  const text = await readAll((await system.follow(id)).stream);
  expect(numbers(text)).toEqual(upTo(452));
  expect(text).toContain('event: task.cancelled');
});

test('an unknown task and a bad Last-Event-ID are refused before the stream begins', async () => {
  await using system = await lend();
  expect((await system.follow('00000000-0000-4000-8000-000000000000')).status).toBe(404);
  const id = await system.create();
  for (const bad of ['x', '-1', '1.5', '99999999999']) expect((await system.follow(id, bad)).status).toBe(400);
});

test('a task that ends between two looks at its rows is still told to its end', async () => {
  await using system = await lend();
  const id = await system.create();
  const { database } = system.ports;
  let looks = 0;
  const ending: typeof database = {
    ...database,
    kind: database.kind,
    async query(text, values) {
      const answer = await database.query<never>(text, values);
      if (text.includes('from events') && ++looks === 2) await cancelTask(id, { database });
      return answer;
    },
  };
  const { stream } = await invoke(events, { ...system.ports, database: ending }, { params: { id } });
  expect(await readAll(stream)).toContain('event: task.cancelled');
});
