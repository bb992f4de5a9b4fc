import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { agents } from '../../shared/agents/catalogue.ts';
import { type Agent, defineAgent, stage } from '../../shared/agents/define-agent.ts';
import { defineStep, type Step, type StepContext } from '../../shared/agents/define-step.ts';
import { AppError } from '../../shared/errors.ts';
import { clock } from '../statistics.ts';

/** One attempt of a step, as this process ran it; times as `clock` gives them. */
export interface Run {
  taskId: string;
  attempt: number;
  startedAt: number;
  endedAt: number;
}

/** Every attempt of this process, in the order of their starts. */
export const runs: Run[] = [];

/** Tasks whose last step has returned, in this process. */
export const returned = new Set<string>();

/** Steps of one task of the `noop` agent, one after another. */
export const chainLength = 20;

const Nothing = z.object({});
const Sleep = z.object({ ms: z.number() });

async function record(context: StepContext, work: () => Promise<unknown> | undefined): Promise<Record<never, never>> {
  const run = {
    taskId: context.task.id,
    attempt: context.attempt,
    startedAt: clock(),
    endedAt: Number.POSITIVE_INFINITY,
  };
  runs.push(run);
  try {
    await work();
    return {};
  } finally {
    run.endedAt = clock();
  }
}

const contract = { summary: 'A step of the bench.', output: Nothing, timeoutSeconds: 60, retries: 2 };

const noop = defineStep({
  ...contract,
  name: 'noop-step',
  input: Nothing,
  run: (_, __, context) => record(context, () => undefined),
});

const nap = defineStep({
  ...contract,
  name: 'nap-step',
  input: Sleep,
  run: ({ ms }, _, context) => record(context, () => sleep(ms)),
});

const flaky = defineStep({
  ...contract,
  name: 'flaky-step',
  input: Nothing,
  run: (_, __, context) =>
    record(context, async () => {
      if (context.attempt === 1) throw new Error('The first attempt fails');
    }),
});

export const benchSteps = [noop, nap, flaky];

/** In the place of the real agents' steps: each notes its start and gives its task up, which then ends at once. */
export const standIns = agents.flatMap(({ stages }) =>
  stages.map(
    ({ contract }): Step => ({
      ...contract,
      run: (_, __, context) =>
        record(context, () => Promise.reject(new AppError('bench', 500, 'The bench wanted its start only'))),
    }),
  ),
);

const result = ({ task }: { task: { id: string } }) => {
  returned.add(task.id);
  return {};
};

/** Agents that do nothing, sleep for `input.ms`, and fail once. */
export const benchAgents: Agent[] = [
  defineAgent({
    name: 'noop',
    description: 'Does nothing, step by step.',
    input: Nothing,
    result,
    stages: Array.from({ length: chainLength }, (_, index) => stage(noop, () => [{ key: `${index}`, input: {} }])),
  }),
  defineAgent({
    name: 'nap',
    description: 'Sleeps.',
    input: Sleep,
    result,
    stages: [stage(nap, ({ task }) => [{ key: 'only', input: task.input as z.infer<typeof Sleep> }])],
  }),
  defineAgent({
    name: 'flaky',
    description: 'Fails once.',
    input: Nothing,
    result,
    stages: [stage(flaky, () => [{ key: 'only', input: {} }])],
  }),
];
