import { expect, test, vi } from 'vitest';
import { createTask } from '../../shared/agents/create-task.ts';
import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { maintain } from '../../shared/agents/maintain.ts';
import { research } from '../../shared/agents/research/agent.ts';
import { plan } from '../../shared/agents/research/contracts.ts';
import type { WorkerPorts } from '../../shared/agents/run-step.ts';
import { readTask } from '../../shared/tasks/read-task.ts';
import { claimStarted } from '../../shared/testing/claim-started.ts';
import { lendSystem } from '../../shared/testing/lend-system.ts';

const agents = [research];
type System = Awaited<ReturnType<typeof lendSystem>>;

/** The research agent's first step, with work of the test's own; it counts its runs by task. */
function countedPlan(work: (signal: AbortSignal) => Promise<void> = async () => {}) {
  const runs = new Map<string, number>();
  const step = defineStep({
    ...plan,
    async run(_input, _ports: WorkerPorts, { task, signal }) {
      runs.set(task.id, (runs.get(task.id) ?? 0) + 1);
      await work(signal);
      return { language: 'zh' as const, questions: [{ id: 'q1', text: '医疗' }] };
    },
  });
  return { step, runs };
}

async function accept(count: number, { ports }: System): Promise<string[]> {
  const request = { query: '医疗', agent_type: 'research', priority: 'medium' as const, input: { questions: 1 } };
  const accepted = await Promise.all(
    Array.from({ length: count }, () => createTask(request, undefined, { agents, ...ports })),
  );
  return accepted.map(({ task_id }) => task_id);
}

const lasting = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });

async function states({ ports }: System): Promise<Record<string, number>> {
  const { rows } = await ports.database.query<{ state: string; jobs: number }>(
    "select state, count(*)::integer as jobs from pgboss.job where name = 'research-plan' group by state",
  );
  return Object.fromEntries(rows.map(({ state, jobs }) => [state, jobs]));
}

test('an invocation drains 100 jobs and nudges the queue that follows', async () => {
  await using system = await lendSystem({ agents, steps: [] });
  await accept(100, system);
  system.nudged.length = 0;
  const { step, runs } = countedPlan();
  await lambdaStep(step, system.ports)({}, lasting(600_000));
  expect(await states(system)).toEqual({ completed: 100 });
  expect([...runs.values()].every((count) => count === 1)).toBe(true);
  expect(new Set(system.nudged)).toEqual(new Set(['research-retrieve']));
});

test('an invocation stops before its deadline, leaves the rest ready and asks for the next one', async () => {
  await using system = await lendSystem({ agents, steps: [] });
  await accept(30, system);
  system.nudged.length = 0;
  let finished = 0;
  const slow = countedPlan(async (signal) => {
    if (finished >= 5) return new Promise((_, reject) => signal.addEventListener('abort', reject));
    finished += 1;
  });
  await lambdaStep(slow.step, system.ports)({}, lasting(6_500));
  const { active = 0, completed = 0, ...rest } = await states(system);
  expect({ active, completed }).toEqual({ active: 0, completed: 5 });
  expect((rest.created ?? 0) + (rest.retry ?? 0)).toBe(25);
  expect(system.nudged).toContain('research-plan');
  await lambdaStep(countedPlan().step, system.ports)({}, lasting(600_000));
  expect(await states(system)).toEqual({ completed: 30 });
});

test('two invocations at once do no job twice', async () => {
  await using system = await lendSystem({ agents, steps: [] });
  const ids = await accept(60, system);
  const { step, runs } = countedPlan(() => new Promise((resolve) => setTimeout(resolve, 5)));
  const handler = lambdaStep(step, system.ports);
  await Promise.all([handler({}, lasting(600_000)), handler({}, lasting(600_000))]);
  expect(ids.map((id) => runs.get(id))).toEqual(ids.map(() => 1));
  expect(await states(system)).toEqual({ completed: 60 });
});

test('accepting a task nudges its first queue, and a nudge that was lost is swept', async () => {
  await using system = await lendSystem({ agents, steps: [] });
  const [id = ''] = await accept(1, system);
  expect(system.nudged).toEqual(['research-plan']);
  system.nudged.length = 0;
  expect(await maintain(agents, system.ports)).toMatchObject({ lost: 0, dead: 0, nudged: ['research-plan'] });
  expect(system.nudged).toEqual(['research-plan']);
  await lambdaStep(countedPlan().step, system.ports)({}, lasting(600_000));
  expect((await readTask(id, system.ports))?.steps[0]).toMatchObject({ name: 'research-plan', status: 'completed' });
  expect((await maintain(agents, system.ports)).nudged).toEqual(['research-retrieve']);
});

test('the job of an invocation that died is found, and runs again', async () => {
  await using system = await lendSystem({ agents, steps: [] });
  const [id = ''] = await accept(1, system);
  const { database } = system.ports;
  await claimStarted(['research-plan'], 1, { database });
  await database.query("update pgboss.job set heartbeat_on = now() - interval '1 minute' where name = 'research-plan'");
  await maintain(agents, system.ports);
  expect(await states(system)).toEqual({ retry: 1 });
  await vi.waitFor(async () => expect((await maintain(agents, system.ports)).nudged).toContain('research-plan'), {
    timeout: 20_000,
    interval: 200,
  });
  await lambdaStep(countedPlan().step, system.ports)({}, lasting(600_000));
  expect((await readTask(id, system.ports))?.steps[0]).toMatchObject({ status: 'completed', attempts: 2 });
});

test('a step whose invocations all died fails its task', async () => {
  await using system = await lendSystem({ agents, steps: [] });
  const [id = ''] = await accept(1, system);
  const { database } = system.ports;
  await claimStarted(['research-plan'], 1, { database });
  await database.query(
    "update pgboss.job set retry_count = retry_limit, heartbeat_on = now() - interval '1 minute' where name = 'research-plan'",
  );
  expect((await maintain(agents, system.ports)).dead).toBe(1);
  expect(await readTask(id, system.ports)).toMatchObject({ status: 'failed' });
});
