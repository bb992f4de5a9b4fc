import { expect, test } from 'vitest';
import { step as plan } from '../../functions/research-plan/index.ts';
import { placeholderAnswer } from '../llm/placeholder.ts';
import { readTask } from '../tasks/read-task.ts';
import { fakeLanguageModel } from '../testing/fake-language-model.ts';
import { lendSystem } from '../testing/lend-system.ts';
import { createTask } from './create-task.ts';
import { lambdaStep } from './lambda-step.ts';
import { research } from './research/agent.ts';

const agents = [research];

test('an invocation works off the queue of its own step, and no other, until it is empty', async () => {
  const llm = fakeLanguageModel(() => placeholderAnswer([], 'no_key'));
  await using system = await lendSystem({ agents, steps: [], llm });
  const { ports } = system;
  const request = { query: '医疗', agent_type: 'research', priority: 'medium' as const, input: { questions: 2 } };
  const ids: string[] = [];
  for (let index = 0; index < 12; index += 1)
    ids.push((await createTask(request, undefined, { agents, ...ports })).task_id);
  await lambdaStep(plan, ports)({}, { getRemainingTimeInMillis: () => 60_000 });
  for (const id of ids) {
    const task = await readTask(id, ports);
    expect(task?.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'research-plan completed',
      'research-retrieve queued',
      'research-retrieve queued',
    ]);
  }
  const { rows } = await ports.database.query("select from pgboss.job where state = 'active'");
  expect(rows).toEqual([]);
});

test('an invocation whose time is up hands its step back to the queue', async () => {
  const llm = fakeLanguageModel(() => new Promise(() => {}));
  await using system = await lendSystem({ agents, steps: [], llm });
  const { ports } = system;
  const { task_id } = await createTask({ query: '医疗', agent_type: 'research', priority: 'medium' }, undefined, {
    agents,
    ...ports,
  });
  await lambdaStep(plan, ports)({}, { getRemainingTimeInMillis: () => 6_000 });
  expect((await readTask(task_id, ports))?.steps).toMatchObject([
    { name: 'research-plan', status: 'queued', attempts: 1 },
  ]);
  const { rows } = await ports.database.query("select state from pgboss.job where name = 'research-plan'");
  expect(rows).toEqual([{ state: 'retry' }]);
});

test('invocations that hand a step back take none of its attempts', async () => {
  let failing = false;
  const llm = fakeLanguageModel(() => (failing ? Promise.reject(new Error('broken')) : new Promise(() => {})));
  await using system = await lendSystem({ agents, steps: [], llm });
  const { ports } = system;
  const { task_id } = await createTask({ query: '医疗', agent_type: 'research', priority: 'medium' }, undefined, {
    agents,
    ...ports,
  });
  for (let index = 0; index <= plan.retries; index += 1)
    await lambdaStep(plan, ports)({}, { getRemainingTimeInMillis: () => 5_200 });
  failing = true;
  await lambdaStep(plan, ports)({}, { getRemainingTimeInMillis: () => 6_000 });
  const task = await readTask(task_id, ports);
  expect(task?.status).toBe('processing');
  expect(task?.steps).toMatchObject([{ name: 'research-plan', status: 'queued', attempts: plan.retries + 2 }]);
});
