import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTask } from '../../shared/agents/create-task.ts';
import { research } from '../../shared/agents/research/agent.ts';
import { cancelTask } from '../../shared/tasks/cancel-task.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendSystem } from '../../shared/testing/lend-system.ts';
import { endpoint } from './index.ts';

let system: Awaited<ReturnType<typeof lendSystem>>;
beforeAll(async () => {
  system = await lendSystem({ agents: [research], steps: [] });
});
afterAll(() => system[Symbol.asyncDispose]());

test('tells what waits in each queue, and the tasks of the last 24 hours by what became of them', async () => {
  const { database } = system.ports;
  const read = async () => (await invoke(endpoint, system.ports, {})).json;
  const empty = await read();
  expect(empty.queues.map(({ queue }: { queue: string }) => queue)).toContain('research-plan');
  expect(empty.hours).toHaveLength(24);
  expect(empty.hours.every(({ created }: { created: number }) => created === 0)).toBe(true);

  const request = { agent_type: 'research', priority: 'medium' } as const;
  for (const query of ['一', '二', '三'])
    await createTask({ ...request, query }, undefined, { agents: [research], ...system.ports });
  const { rows } = await database.query<{ id: string }>('select id from tasks order by created_at limit 2');
  await cancelTask(rows[0]?.id ?? '', system.ports);
  await database.query("update tasks set created_at = now() - interval '3 hours' where id = $1", [rows[1]?.id]);
  const filled = await read();
  expect(filled.queues).toContainEqual(
    expect.objectContaining({
      queue: 'research-plan',
      // A cancelled task leaves its job, which does nothing.
      ready: 3,
      deferred: 0,
      active: 0,
      oldest_ready_seconds: expect.any(Number),
    }),
  );
  expect(filled.hours.at(-1)).toMatchObject({ created: 2, cancelled: 1, completed: 0, failed: 0 });
  expect(filled.hours.at(-4)).toMatchObject({ created: 1, cancelled: 0 });
});
