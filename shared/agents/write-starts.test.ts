import { expect, test, vi } from 'vitest';
import { claimSteps } from '../tasks/claim-steps.ts';
import { readEvents } from '../tasks/events.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { countAgent, countSteps } from '../testing/count-agent.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { createTask } from './create-task.ts';
import { createStarts } from './write-starts.ts';

const agents = [countAgent];

test('a start that was given up is written again, once, when what depends on it comes', async () => {
  await using system = await lendSystem({ agents, steps: countSteps() });
  const { database } = system.ports;
  const request = { query: 'q', agent_type: 'count', priority: 'medium' as const };
  const { task_id } = await createTask(request, undefined, { agents, ...system.ports });
  const { steps } = await claimSteps(['count-split'], 1, { database });
  const lost = vi.fn(() => Promise.reject(new Error('the connection was lost')));
  let query: typeof database.query = lost;
  const during = { ...database, query: ((text, values) => query(text, values)) as typeof database.query };
  const [started] = createStarts(silentLogger, { database: during })(steps).values();
  await expect(started?.()).rejects.toThrow('lost');
  expect(lost).toHaveBeenCalledTimes(6);

  query = database.query;
  expect(await Promise.all([started?.(), started?.()])).toEqual([true, true]);
  expect(await started?.()).toBe(true);
  const events = await readEvents(task_id, 0, 100, { database });
  expect(events.map(({ type }) => type)).toEqual(['task.created', 'step.started']);
}, 60_000);
