import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { createTask } from '../agents/create-task.ts';
import type { Database } from '../database/database.ts';
import { claimStarted } from '../testing/claim-started.ts';
import { countAgent, countSteps } from '../testing/count-agent.ts';
import { countReads } from '../testing/count-reads.ts';
import { testServer } from '../testing/lend-database.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { cancelTask } from './cancel-task.ts';
import type { ClaimedStep } from './claim-steps.ts';
import { readEvents } from './events.ts';
import type { Priority } from './priority.ts';
import { readTask } from './read-task.ts';
import { type Settlement, settleSteps } from './settle-steps.ts';
import { noUsage, type StepOutcome } from './step-outcome.ts';

const outcome: StepOutcome = {
  task_id: crypto.randomUUID(),
  step: 'count-split',
  key: 'all',
  job: { id: crypto.randomUUID(), name: 'count-split', retry_count: 0 },
  attempt: 1,
  usage: noUsage(),
  kind: 'completed',
  output: {},
};
const settler = { workerId: 'w', advance: () => ({ kind: 'wait' as const }), queues: [], goesOn: () => true };

test('a connection that is lost while outcomes are written rejects the call, and leaves no error that would end the process', async () => {
  const lost = new Error('the connection was lost');
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  const database: Pick<Database, 'transaction'> = {
    async transaction(work) {
      await work({
        query: (text) =>
          text.includes('step_changes') ? Promise.reject(lost) : Promise.resolve({ rows: [], rowCount: 0 }),
      });
      throw lost;
    },
  };
  await expect(settleSteps([outcome], settler, { database: database as Database })).rejects.toBe(lost);
  await turn();
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
});

const agents = [countAgent];
const queues = countSteps().map(({ name }) => name);

async function lend() {
  const system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  return {
    ...system,
    create: (priority: Priority) =>
      createTask({ query: 'q', agent_type: 'count', priority }, undefined, { agents, ...system.ports }),
    async claim(): Promise<ClaimedStep> {
      const [claimed] = await claimStarted(queues, 1, { database });
      if (!claimed) throw new Error('there was nothing to claim');
      return claimed;
    },
    settle: (outcomes: StepOutcome[]) =>
      settleSteps(outcomes, { ...settler, advance: system.advance, queues }, { database }),
  };
}

const baseOf = ({ job, name, key, attempt, task }: ClaimedStep) => ({
  task_id: task.id,
  step: name,
  key,
  job,
  attempt,
  usage: noUsage(),
});
const completed = (claimed: ClaimedStep): StepOutcome => ({
  ...baseOf(claimed),
  kind: 'completed',
  output: { value: 1 },
});

test('a worker goes on with the step that follows, but not while a task of a higher rank waits', async () => {
  await using system = await lend();
  await system.create('medium');
  const first = await system.claim();
  await system.create('low');
  const [goesOn] = await system.settle([completed(first)]);
  expect(goesOn).toMatchObject({ queued: [], next: { name: 'count-double', task: { id: first.task.id } } });
  const { task_id } = await system.create('urgent');
  const [givesWay] = await system.settle([completed(goesOn?.next as ClaimedStep)]);
  expect(givesWay).toEqual({ queued: ['count-sum'], next: undefined });
  expect((await system.claim()).task.id).toBe(task_id);
});

test.each([
  ['failed', { kind: 'failed', error: { code: 'late', message: 'too late' }, retry_in_seconds: null }],
  ['released', { kind: 'released' }],
] as const)('a step that was %s by a worker whose claim another one has by now stays as it is', async (_, ending) => {
  await using system = await lend();
  await system.create('medium');
  const claimed = await system.claim();
  await system.ports.database.query('update pgboss.job set retry_count = retry_count + 1 where id = $1', [
    claimed.job.id,
  ]);
  await system.settle([{ ...baseOf(claimed), ...ending }]);
  const task = await readTask(claimed.task.id, system.ports);
  expect(task).toMatchObject({ status: 'processing', error: null, steps: [{ status: 'running', error: null }] });
});

test('what is looked at to settle a step does not grow with the tasks that are stored', async () => {
  await using system = await lend();
  const { counting, reads } = countReads(system.ports.database);
  const goOn = async (times: number) => {
    let next: ClaimedStep | undefined;
    for (let time = 0; time < times; time += 1) {
      if (!next) await system.create('medium');
      const outcome = completed(next ?? (await system.claim()));
      [{ next }] = (await settleSteps(
        [outcome],
        { ...settler, advance: system.advance, queues },
        { database: counting },
      )) as [Settlement];
    }
  };
  // More often than a plan is made for the values at hand.
  await goOn(12);
  await Promise.all(Array.from({ length: 400 }, () => system.create('low')));
  await goOn(12);
  expect(reads).toHaveLength(24);
  expect(Math.min(...reads)).toBeGreaterThan(0);
  expect(Math.max(...reads)).toBeLessThan(50);
}, 60_000);

describe.runIf(testServer)('on Postgres', () => {
  const afterLock = async (
    change: (system: Awaited<ReturnType<typeof lend>>, claimed: ClaimedStep) => Promise<unknown>,
  ) => {
    await using system = await lend();
    await system.create('medium');
    const claimed = await system.claim();
    const { database } = system.ports;
    let changing: Promise<unknown> = Promise.resolve();
    const unlocked = await database.transaction(async (transaction) => {
      await transaction.query('select from tasks for update');
      changing = change(system, claimed);
      await vi.waitFor(async () => {
        const { rowCount } = await database.query(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        expect(rowCount).toBe(1);
      });
      return (await transaction.query<{ at: Date }>('select clock_timestamp() as at')).rows[0]?.at as Date;
    });
    await changing;
    const [last] = (await readEvents(claimed.task.id, 0, 100, system.ports)).slice(-1);
    const task = await readTask(claimed.task.id, system.ports);
    return [last?.created_at, task?.steps[0]?.finished_at].map((at) => new Date(at ?? 0) >= unlocked);
  };

  test('what is written after another change of the task says a later time, however long it waited', async () => {
    expect(await afterLock((system, claimed) => system.settle([completed(claimed)]))).toEqual([true, true]);
    expect(await afterLock((system, claimed) => cancelTask(claimed.task.id, system.ports))).toEqual([true, true]);
  });
});
