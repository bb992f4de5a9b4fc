import { expect } from 'vitest';
import type { lendResearchModel } from './lend-research-model.ts';
import type { SeenEvent, SeenTask, taskClient } from './task-client.ts';

type Client = Pick<ReturnType<typeof taskClient>, 'events'>;
type Model = Pick<Awaited<ReturnType<typeof lendResearchModel>>, 'count'>;

const asking = ['research-plan', 'research-analyze', 'research-report'] as const;

/**
 * Asserts that a research task completed exactly once: one last event, numbers without gaps, each step completed once and
 * never started again after that, and no attempt asked the model twice.
 */
export async function expectOnce(
  task: SeenTask,
  query: string,
  { client, model }: { client: Client; model: Model },
): Promise<SeenEvent[]> {
  expect(task).toMatchObject({ status: 'completed', error: null, result: { report: expect.stringContaining('[1]') } });
  const events = await client.events(task.task_id);
  expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
  expect(
    events.flatMap(({ type }, index) => (/^task\.(completed|failed|cancelled)$/.test(type) ? [index] : [])),
  ).toEqual([events.length - 1]);
  expect([...new Set(task.steps.map(({ name }) => name))]).toEqual([
    'research-plan',
    'research-retrieve',
    'research-analyze',
    'research-report',
  ]);
  for (const { name, key, status, attempts } of task.steps) {
    const own = events.filter(({ data }) => data.name === name && data.key === key);
    expect(status).toBe('completed');
    expect(own.filter(({ type }) => type === 'step.completed')).toHaveLength(1);
    expect(own.at(-1)?.type).toBe('step.completed');
    expect(own.filter(({ type }) => type === 'step.started').map(({ data }) => data.attempt)).toEqual(
      Array.from({ length: attempts }, (_, index) => index + 1),
    );
  }
  for (const step of asking) {
    const { attempts } = task.steps.find(({ name }) => name === step) as SeenTask['steps'][number];
    const calls = model.count({ query, step });
    // An attempt that was killed before it asked has no call.
    expect(calls, `calls of ${step} in ${attempts} attempts`).toBeGreaterThanOrEqual(1);
    expect(calls, `calls of ${step} in ${attempts} attempts`).toBeLessThanOrEqual(attempts);
  }
  return events;
}
