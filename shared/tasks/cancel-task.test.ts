import { expect, test, vi } from 'vitest';
import { createTask } from '../agents/create-task.ts';
import { countAgent, countSteps } from '../testing/count-agent.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { cancelTask } from './cancel-task.ts';
import type { Notice } from './notices.ts';

const agents = [countAgent];

test('a cancel tells every worker at once to stop what runs of the task', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const request = { query: 'q', agent_type: 'count', priority: 'medium' as const };
  const { task_id } = await createTask(request, undefined, { agents, ...system.ports });
  const heard: Notice[] = [];
  await system.ports.notices.subscribe((notice) => heard.push(notice));
  expect(await cancelTask(task_id, system.ports)).toBe('cancelled now');
  await vi.waitFor(() => expect(heard).toContainEqual({ tasks: [task_id], stopped: [task_id] }));
  expect(await cancelTask(task_id, system.ports)).toBe('cancelled');
  expect(await cancelTask(crypto.randomUUID(), system.ports)).toBeUndefined();
});
