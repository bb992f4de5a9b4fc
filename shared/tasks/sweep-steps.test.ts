import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTask } from '../agents/create-task.ts';
import { prepareQueues } from '../queue/open-boss.ts';
import { deadLetterQueue } from '../queue/queue-settings.ts';
import { claimStarted } from '../testing/claim-started.ts';
import { countAgent, countSteps } from '../testing/count-agent.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { readEvents } from './events.ts';
import { readTask } from './read-task.ts';
import { sweepSteps } from './sweep-steps.ts';
import { hasEnded } from './task-status.ts';

const agents = [countAgent];
const steps = countSteps();
const known = steps.map(({ name }) => name);

let system: Awaited<ReturnType<typeof lendSystem>>;
beforeEach(async () => {
  system = await lendSystem({ agents, steps });
});
afterEach(() => system[Symbol.asyncDispose]());

async function create(): Promise<string> {
  const request = { query: 'q', agent_type: 'count', priority: 'medium' as const };
  return (await createTask(request, undefined, { agents, ...system.ports })).task_id;
}

const query = (text: string, values?: unknown[]) => system.ports.database.query<Record<string, unknown>>(text, values);
const countJobs = async () => (await query("select from pgboss.job where name not like '\\_\\_%'")).rowCount;

async function expectEnd(id: string) {
  return vi.waitFor(
    async () => {
      const task = await readTask(id, system.ports);
      expect(task && hasEnded(task.status)).toBe(true);
      const events = await readEvents(id, 0, 100, system.ports);
      expect(events.filter(({ type }) => /^task\.(completed|failed)$/.test(type))).toEqual(events.slice(-1));
      return task;
    },
    { timeout: 15_000, interval: 20 },
  );
}

test('a waiting step whose job was deleted is queued again, once, however many sweep at a time', async () => {
  const id = await create();
  await query('delete from pgboss.job');
  expect(await Promise.all([1, 2, 3].map(() => sweepSteps({ known }, system.ports)))).toContain(1);
  expect(await countJobs()).toBe(1);
  expect(await sweepSteps({ known }, system.ports)).toBe(0);
  await system.startWorker();
  expect(await expectEnd(id)).toMatchObject({ status: 'completed', result: { total: 6 } });
});

test('a running step whose job was deleted runs again', async () => {
  const id = await create();
  await claimStarted(known, 1, system.ports);
  await query('delete from pgboss.job');
  expect(await sweepSteps({ known }, system.ports)).toBe(1);
  await system.startWorker();
  expect(await expectEnd(id)).toMatchObject({ status: 'completed', steps: [{ attempts: 2 }, {}, {}, {}] });
});

test('steps whose job waits, runs, waits for a retry or is a dead letter are left alone, known or not', async () => {
  await create();
  const untouched = async () => {
    expect(await sweepSteps({ known, unknownSeconds: 0 }, system.ports)).toBe(0);
    expect(await countJobs()).toBe(1);
  };
  await untouched();
  expect(await sweepSteps({ known: [] }, system.ports)).toBe(0);
  await claimStarted(known, 1, system.ports);
  await untouched();
  expect(await sweepSteps({ known: [], unknownSeconds: 0 }, system.ports)).toBe(0);
  await query("update pgboss.job set state = 'retry', start_after = now() + interval '1 minute'");
  await untouched();
  await query('delete from pgboss.job');
  await query("insert into pgboss.job (name, data, source_name) select $1, $2, 'count-split'", [
    deadLetterQueue,
    JSON.stringify({ task_id: (await query('select id from tasks')).rows[0]?.id, key: 'all' }),
  ]);
  await untouched();
});

test.each([
  ['has its job', 'select'],
  ['has lost it', 'delete from pgboss.job'],
])('the task of a step that no worker knows and that %s fails as unknown_step', async (_, loss) => {
  const id = await create();
  await query(loss);
  const others = { known: known.filter((name) => name !== 'count-split'), unknownSeconds: 0 };
  expect(await sweepSteps({ known: others.known }, system.ports)).toBe(0);
  expect(await Promise.all([1, 2, 3].map(() => sweepSteps(others, system.ports)))).toContain(1);
  expect(await sweepSteps(others, system.ports)).toBe(0);
  expect((await query('select name from pgboss.job')).rows.map(({ name }) => name)).toEqual([deadLetterQueue]);
  await system.startWorker({ steps: countSteps().slice(1) });
  expect(await expectEnd(id)).toMatchObject({
    status: 'failed',
    error: { code: 'unknown_step', step: 'count-split', message: expect.stringContaining('Post the task again') },
  });
});

test('steps of tasks that have ended are not queued again', async () => {
  const id = await create();
  await query("update tasks set status = 'cancelled' where id = $1", [id]);
  await query('delete from pgboss.job');
  expect(await sweepSteps({ known }, system.ports)).toBe(0);
});

test('jobs may wait for years, also in queues that were made when they could not', async () => {
  await query('update pgboss.queue set retention_seconds = 60');
  await prepareQueues([{ name: 'count-split', retries: 1, timeoutSeconds: 5 }], system.ports);
  await create();
  const { rows } = await query("select keep_until > now() + interval '5 years' as kept from pgboss.job");
  expect(rows).toEqual([{ kept: true }]);
  const letters = await query('select retention_seconds from pgboss.queue where name = $1', [deadLetterQueue]);
  expect(letters.rows).toEqual([{ retention_seconds: 10 * 365 * 24 * 3600 }]);
});
