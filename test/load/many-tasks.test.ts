import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { priorities } from '../../shared/tasks/priority.ts';
import { testServer } from '../../shared/testing/lend-database.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { researchDocument } from '../../shared/testing/lend-research-model.ts';
import type { SeenTask } from '../../shared/testing/task-client.ts';

const clients = 20;
const tasksEach = 10;

const waitOf = ({ created_at, started_at }: SeenTask): number => Date.parse(started_at ?? '') - Date.parse(created_at);

const medianWait = (tasks: SeenTask[], priority: string): number => {
  const waits = tasks.filter((task) => task.priority === priority).map(waitOf);
  return waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)] ?? Number.NaN;
};

describe.runIf(testServer)('on Postgres', () => {
  test('200 tasks of 20 clients at once all complete, none twice, urgent ones sooner, and the API stays healthy', async () => {
    await using hosts = await lendHosts({ LLM_PROVIDER: 'placeholder' });
    const { client, database } = hosts;
    await client.addDocuments([researchDocument]);

    const answers: number[] = [];
    const watched = new AbortController();
    const watching = (async () => {
      while (!watched.signal.aborted) {
        answers.push((await client.call('/health')).status);
        await delay(50);
      }
    })();
    const posted = await Promise.all(
      Array.from({ length: clients }, (_, number) =>
        Promise.all(
          Array.from({ length: tasksEach }, (_, task) =>
            client.post(`人工智能与医疗 ${number}-${task}`, {
              priority: priorities[(number + task) % priorities.length],
            }),
          ),
        ),
      ),
    );
    const ids = posted.flat();
    const tasks: SeenTask[] = [];
    for (const id of ids) tasks.push(await client.waitForEnd(id, 120));
    watched.abort();
    await watching;

    expect(new Set(ids).size).toBe(clients * tasksEach);
    expect(tasks.map(({ status }) => status)).toEqual(ids.map(() => 'completed'));
    expect(new Set(tasks.flatMap(({ steps }) => steps.map(({ status, attempts }) => `${status} ${attempts}`)))).toEqual(
      new Set(['completed 1']),
    );
    const ends = await database?.query<{ type: string; tasks: number; events: number }>(
      `select type, count(distinct task_id)::integer as tasks, count(*)::integer as events from events
       where type in ('task.created', 'task.completed', 'task.failed', 'task.cancelled') group by type order by type`,
    );
    expect(ends?.rows).toEqual([
      { type: 'task.completed', tasks: ids.length, events: ids.length },
      { type: 'task.created', tasks: ids.length, events: ids.length },
    ]);
    process.stdout.write(`median wait: ${priorities.map((one) => `${one} ${medianWait(tasks, one)} ms`).join(', ')}\n`);
    expect(medianWait(tasks, 'urgent')).toBeLessThan(medianWait(tasks, 'low'));
    expect(answers.length).toBeGreaterThan(10);
    expect(new Set(answers)).toEqual(new Set([200]));
  }, 240_000);
});
