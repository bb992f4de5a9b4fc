import { expect, test } from 'vitest';
import { createTask } from '../../shared/agents/create-task.ts';
import { cancelTask } from '../../shared/tasks/cancel-task.ts';
import { countAgent, countSteps } from '../../shared/testing/count-agent.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendSystem } from '../../shared/testing/lend-system.ts';
import { readServerSentEvents } from '../../shared/testing/read-server-sent-events.ts';
import { endpoint } from './index.ts';

const agents = [countAgent];

test('the stream tells of each task that is made, worked on and ended, as the list would show it, and ends with its client', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const leaving = new AbortController();
  const { status, stream } = await invoke(endpoint, system.ports, { signal: leaving.signal });
  expect(status).toBe(200);
  const events = readServerSentEvents(stream);
  expect((await events.next()).value).toEqual({ event: 'ready', data: {} });
  const request = { query: '问题', agent_type: 'count', priority: 'medium' as const, input: { value: 2 } };
  const made = async () => (await createTask(request, undefined, { agents, ...system.ports })).task_id;
  const seen = async (id: string, wanted: string) => {
    for await (const { data } of { [Symbol.asyncIterator]: () => ({ next: () => events.next() }) })
      for (const task of data.items ?? []) if (task.task_id === id && task.status === wanted) return task;
  };
  const cancelled = await made();
  expect(await seen(cancelled, 'queued')).toMatchObject({ query: '问题', progress: { done: 0 } });
  await cancelTask(cancelled, system.ports);
  expect(await seen(cancelled, 'cancelled')).toMatchObject({ agent_type: 'count' });
  const worked = await made();
  await system.startWorker();
  const { progress } = await seen(worked, 'completed');
  expect(progress.done).toBe(progress.total);
  const end = events.next();
  leaving.abort();
  expect((await end).done).toBe(true);
});

test('where some change may have been missed, the stream says to read everything again', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const leaving = new AbortController();
  const { stream } = await invoke(endpoint, system.ports, { signal: leaving.signal });
  const events = readServerSentEvents(stream);
  await events.next();
  await system.ports.database.query("select pg_notify('multi_agent', 'not a notice')");
  expect((await events.next()).value).toEqual({ event: 'reload', data: {} });
  leaving.abort();
});
