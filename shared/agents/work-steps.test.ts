import { expect, test, vi } from 'vitest';
import type { Database, Queryable } from '../database/database.ts';
import { readEvents } from '../tasks/events.ts';
import { readTask } from '../tasks/read-task.ts';
import { hasEnded } from '../tasks/task-status.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { countAgent, countSteps, type During } from '../testing/count-agent.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { createTask } from './create-task.ts';
import { startWorker } from './work-steps.ts';

const agents = [countAgent];

async function lend(during?: During) {
  const system = await lendSystem({ agents, steps: countSteps(during) });
  const { ports } = system;
  return {
    ...system,
    create: (value: number) =>
      createTask({ query: 'q', agent_type: 'count', priority: 'medium', input: { value } }, undefined, {
        agents,
        ...ports,
      }),
    async ended(id: string) {
      return vi.waitFor(
        async () => {
          const task = await readTask(id, ports);
          expect(task && hasEnded(task.status)).toBe(true);
          return task as NonNullable<typeof task>;
        },
        { timeout: 15_000, interval: 20 },
      );
    },
  };
}

test('a task runs through its stages, with fan-out and join, and ends with its result and gapless events', async () => {
  await using system = await lend();
  await system.startWorker();
  const { task_id } = await system.create(3);
  const task = await system.ended(task_id);
  expect(task).toMatchObject({ status: 'completed', result: { total: 12 }, steps_done: 5, steps_known: 5 });
  expect(task.steps.map(({ name, key, attempts }) => `${name} ${key} ${attempts}`)).toEqual([
    'count-split all 1',
    'count-double part-1 1',
    'count-double part-2 1',
    'count-double part-3 1',
    'count-sum all 1',
  ]);
  const events = await readEvents(task_id, 0, 100, system.ports);
  expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
  expect(events[0]?.type).toBe('task.created');
  expect(events.at(-1)?.type).toBe('task.completed');
  const jobs = await system.ports.database.query<{ state: string }>('select state from pgboss.job');
  expect(jobs.rows.map(({ state }) => state)).toEqual(Array(5).fill('completed'));
});

test('a step that fails once is tried again and the task completes', async () => {
  const seen: number[] = [];
  await using system = await lend((step, _value, { attempt }) => {
    if (step !== 'count-split') return;
    seen.push(attempt);
    if (attempt === 1) throw new Error('not yet');
  });
  await system.startWorker();
  const task = await system.ended((await system.create(1)).task_id);
  expect(task.status).toBe('completed');
  expect(seen).toEqual([1, 2]);
  const events = await readEvents(task.id, 0, 100, system.ports);
  expect(events.find(({ type }) => type === 'step.retrying')?.data).toMatchObject({
    name: 'count-split',
    error: { message: 'not yet' },
  });
});

test('a step that fails on every attempt fails the task with its error, and its siblings do not run on', async () => {
  await using system = await lend((step, value) => {
    if (step === 'count-double' && value === 2) throw new Error('two is too much');
  });
  await system.startWorker();
  const task = await system.ended((await system.create(3)).task_id);
  expect(task).toMatchObject({
    status: 'failed',
    error: { step: 'count-double', message: 'two is too much' },
    result: null,
  });
  expect(task.steps.some(({ name }) => name === 'count-sum')).toBe(false);
});

test('many tasks at once over several workers all complete, each step once', async () => {
  const runs = new Map<string, number>();
  await using system = await lend((step, value, { task }) => {
    const key = `${task.id} ${step} ${value}`;
    runs.set(key, (runs.get(key) ?? 0) + 1);
  });
  await Promise.all([system.startWorker(), system.startWorker(), system.startWorker()]);
  const created = await Promise.all(Array.from({ length: 30 }, () => system.create(4)));
  for (const { task_id } of created) expect((await system.ended(task_id)).result).toEqual({ total: 20 });
  expect([...runs.values()].every((count) => count === 1)).toBe(true);
  expect(runs.size).toBe(30 * 6);
});

test('an output with characters that the database cannot hold is stored without them', async () => {
  await using system = await lend((step, _value, { emit }) =>
    step === 'count-sum' ? emit({ type: 'note', data: { text: 'a\0b' } }) : undefined,
  );
  await system.startWorker();
  const task = await system.ended((await system.create(1)).task_id);
  expect(task.status).toBe('completed');
  const events = await readEvents(task.id, 0, 100, system.ports);
  expect(events.find(({ type }) => type === 'note')?.data).toEqual({ text: 'a\ufffdb' });
});

test('a step whose start cannot be written for a while ends as it did: it runs once and is told of once', async () => {
  const ran: string[] = [];
  await using system = await lend(async (step, _value, { emit }) => {
    ran.push(step);
    await emit({ type: 'note', data: {} });
  });
  const { database } = system.ports;
  let failures = 0;
  const query: Database['query'] = async (text, values) => {
    const answer = text.includes('step.started') && failures === 0 ? undefined : await database.query(text, values);
    if (text.includes('step.started') && failures < 2) failures += 1;
    else if (answer) return answer as never;
    throw new Error(`the connection was lost ${answer ? 'after' : 'before'} the start was written`);
  };
  await system.startWorker({}, { database: { ...database, query } });
  const task = await system.ended((await system.create(1)).task_id);
  expect(task.status).toBe('completed');
  expect(failures).toBe(2);
  expect(ran).toEqual(['count-split', 'count-double', 'count-sum']);
  const events = await readEvents(task.id, 0, 100, system.ports);
  expect(events.slice(0, 4).map(({ type }) => type)).toEqual([
    'task.created',
    'step.started',
    'note',
    'step.completed',
  ]);
});

test('a step whose start can never be written is left to be found dead: nothing that it did or emitted is stored', async () => {
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  const emitted = vi.fn();
  await using system = await lend((_step, _value, { emit }) => emit({ type: 'note', data: {} }).then(emitted));
  const { database } = system.ports;
  const query: Database['query'] = (text, values) =>
    text.includes('step.started') ? Promise.reject(new Error('the connection was lost')) : database.query(text, values);
  const left = Promise.withResolvers<object>();
  const error = (about: object) => left.resolve(about);
  const worker = await system.startWorker(
    { logger: { ...silentLogger, error } as typeof silentLogger },
    { database: { ...database, query } },
  );
  const { task_id } = await system.create(1);
  expect(await left.promise).toMatchObject({ task_id, step: 'count-split', error: 'the connection was lost' });
  await vi.waitFor(() => expect(worker.running()).toBe(0));
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
  expect(emitted).not.toHaveBeenCalled();
  const events = await readEvents(task_id, 0, 100, system.ports);
  expect(events.map(({ type }) => type)).toEqual(['task.created']);
  expect((await readTask(task_id, system.ports))?.steps).toMatchObject([{ status: 'running', attempts: 1 }]);
  const jobs = await database.query<{ state: string }>('select state from pgboss.job');
  expect(jobs.rows).toEqual([{ state: 'active' }]);
}, 60_000);

test('a worker stops also while its database never answers', async () => {
  await using system = await lend();
  const { database } = system.ports;
  let mute = false;
  const never = new Promise<never>(() => {});
  const ports = {
    ...system.ports,
    database: {
      ...database,
      query: (text: string, values?: unknown[]) => (mute ? never : database.query<never>(text, values)),
      transaction: <Result>(work: (transaction: Queryable) => Promise<Result>) =>
        mute ? never : database.transaction(work),
    },
  };
  const options = {
    steps: countSteps(() => new Promise(() => {})),
    advance: system.advance,
    slots: 1,
    logger: silentLogger,
  };
  const worker = await startWorker(options, ports);
  const { task_id } = await system.create(1);
  await vi.waitFor(async () => expect((await readTask(task_id, ports))?.status).toBe('processing'));
  mute = true;
  await worker.stop(0);
});
