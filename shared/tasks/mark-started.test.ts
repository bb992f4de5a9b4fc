import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTask } from '../agents/create-task.ts';
import { countAgent, countSteps } from '../testing/count-agent.ts';
import { countReads } from '../testing/count-reads.ts';
import { testServer } from '../testing/lend-database.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { cancelTask } from './cancel-task.ts';
import { type ClaimedStep, claimSteps } from './claim-steps.ts';
import { appendEvent, readEvents } from './events.ts';
import { markStarted, markStartedAgain } from './mark-started.ts';
import { readTask } from './read-task.ts';
import { readTimeline, type StoredTimeline } from './read-timeline.ts';
import { timelineSpans } from './timeline-spans.ts';

const agents = [countAgent];
const queues = countSteps().map(({ name }) => name);

async function lend() {
  const system = await lendSystem({ agents, steps: countSteps() });
  return {
    ...system,
    async create(count: number) {
      const request = { query: 'q', agent_type: 'count', priority: 'medium' as const };
      await Promise.all(
        Array.from({ length: count }, () => createTask(request, undefined, { agents, ...system.ports })),
      );
    },
  };
}

test('of the claimed steps those start whose task has not ended since, each with an event', async () => {
  await using system = await lend();
  await system.create(2);
  const { steps } = await claimSteps(queues, 2, system.ports);
  const [begins, cancelled] = steps.map(({ task }) => task.id) as [string, string];
  await cancelTask(cancelled, system.ports);

  expect(await markStarted(steps, system.ports)).toEqual(new Set([steps[0]?.job.id]));
  const typesOf = async (id: string) => (await readEvents(id, 0, 100, system.ports)).map(({ type }) => type);
  expect(await readTask(begins, system.ports)).toMatchObject({
    status: 'processing',
    steps: [{ status: 'running', attempts: 1 }],
  });
  expect(await typesOf(begins)).toEqual(['task.created', 'step.started']);
  expect(await readTask(cancelled, system.ports)).toMatchObject({
    status: 'cancelled',
    steps: [{ status: 'cancelled' }],
  });
  expect(await typesOf(cancelled)).toEqual(['task.created', 'task.cancelled']);
});

test('an attempt whose worker died before it told of it is told of by the next one', async () => {
  await using system = await lend();
  await system.create(1);
  const claim = async () => {
    const { steps } = await claimSteps(queues, 1, system.ports);
    await system.ports.database.query("update pgboss.job set state = 'retry', start_after = now()");
    return steps;
  };
  const [first] = await claim();
  await markStarted([first as ClaimedStep], system.ports);
  await claim();
  await markStarted(await claim(), system.ports);
  const events = await readEvents(first?.task.id ?? '', 0, 100, system.ports);
  expect(events.map(({ number, type, data }) => [number, type, data.attempt])).toEqual([
    [1, 'task.created', undefined],
    [2, 'step.started', 1],
    [3, 'step.started', 2],
    [4, 'step.started', 3],
  ]);
});

test('a start that was written although the call failed is not told again, and its step still counts as started', async () => {
  await using system = await lend();
  await system.create(2);
  const [told, untold] = (await claimSteps(queues, 2, system.ports)).steps as [ClaimedStep, ClaimedStep];
  await markStarted([told], system.ports);
  expect(await markStartedAgain([told, untold], system.ports)).toEqual(new Set([told.job.id, untold.job.id]));
  for (const { task } of [told, untold]) {
    const events = await readEvents(task.id, 0, 100, system.ports);
    expect(events.map(({ type }) => type)).toEqual(['task.created', 'step.started']);
  }
});

test('a task starts with its first step, also where it is told of that later, and its events stay in order', async () => {
  await using system = await lend();
  await system.create(1);
  const { steps } = await claimSteps(queues, 1, system.ports);
  await delay(20);
  await markStarted(steps, system.ports);
  const id = steps[0]?.task.id ?? '';
  const timesOf = async () => {
    const task = await readTask(id, system.ports);
    return { task: task?.started_at?.toISOString(), step: new Date(task?.steps[0]?.started_at ?? '').toISOString() };
  };
  const { task, step } = await timesOf();
  expect(task).toBe(step);
  const timeline = await readTimeline(id, system.ports);
  const attempt = timelineSpans(timeline as StoredTimeline).find(({ kind }) => kind === 'attempt');
  expect(attempt?.start.toISOString()).toBe(step);
  const dates = (await readEvents(id, 0, 100, system.ports)).map(({ created_at }) => created_at.getTime());
  expect(dates).toEqual(dates.toSorted((one, other) => one - other));

  await system.ports.database.query("update pgboss.job set state = 'retry', start_after = now()");
  await markStarted((await claimSteps(queues, 1, system.ports)).steps, system.ports);
  expect(await timesOf()).toEqual({ task, step });
});

test.runIf(testServer)(
  'events that wait for one another at their task are dated in the order in which they are told',
  async () => {
    await using system = await lend();
    const { database } = system.ports;
    await system.create(1);
    const { steps } = await claimSteps(queues, 1, system.ports);
    const id = steps[0]?.task.id ?? '';
    const behind = async (write: () => Promise<unknown>) => {
      let written: Promise<unknown> | undefined;
      await database.transaction(async (transaction) => {
        await transaction.query('update tasks set last_event = last_event + 1 where id = $1', [id]);
        written = write();
        await delay(100);
        await transaction.query(
          `insert into events (task_id, number, type, data, created_at)
         select id, last_event, 'note', '{}', statement_timestamp() from tasks where id = $1`,
          [id],
        );
      });
      await written;
    };
    await behind(() => markStarted(steps, system.ports));
    await behind(() => appendEvent(id, { type: 'said', data: {} }, system.ports));
    const events = await readEvents(id, 0, 100, system.ports);
    expect(events.map(({ type }) => type)).toEqual(['task.created', 'note', 'step.started', 'note', 'said']);
    const dates = events.map(({ created_at }) => created_at.getTime());
    expect(dates).toEqual(dates.toSorted((one, other) => one - other));
  },
);

test('what is looked at to mark steps as started does not grow with the tasks that are stored', async () => {
  await using system = await lend();
  const { counting, reads } = countReads(system.ports.database);
  const start = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      const { steps } = await claimSteps(queues, 1, system.ports);
      await markStarted(steps, { database: counting });
    }
  };
  // More often than a plan is made for the values at hand.
  await system.create(12);
  await start(12);
  await system.create(400);
  await start(12);
  expect(reads).toHaveLength(24);
  expect(Math.min(...reads)).toBeGreaterThan(0);
  expect(Math.max(...reads)).toBeLessThan(50);
}, 60_000);
