import { afterEach, expect, test, vi } from 'vitest';
import { createTask } from '../agents/create-task.ts';
import { countAgent, countSteps } from '../testing/count-agent.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { priorities, rankOf } from './priority.ts';
import { readTask } from './read-task.ts';

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['ahead', 600_000],
  ['behind', -600_000],
])('a process whose clock is %s dates and ranks tasks as the database does', async (_where, shift) => {
  await using system = await lendSystem({ agents: [countAgent], steps: countSteps() });
  const { database } = system.ports;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + shift });
  for (const priority of priorities) {
    const request = { query: 'q', agent_type: 'count', priority };
    const { task_id, created_at } = await createTask(request, undefined, { agents: [countAgent], ...system.ports });
    const { rows } = await database.query<{ age: number; rank: number }>(
      `select extract(epoch from now() - t.created_at)::float8 as age, j.priority as rank
       from tasks t join pgboss.job j on j.data ->> 'task_id' = t.id::text where t.id = $1`,
      [task_id],
    );
    expect(rows[0]?.age).toBeGreaterThanOrEqual(0);
    expect(rows[0]?.age).toBeLessThan(10);
    expect(rows[0]?.rank).toBe(rankOf(priority, created_at));
    expect((await readTask(task_id, system.ports))?.created_at).toEqual(created_at);
  }
});
