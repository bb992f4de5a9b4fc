import * as z from 'zod';
import { defineAgent, stage } from '../agents/define-agent.ts';
import { defineStep, type StepContext } from '../agents/define-step.ts';

const number = z.object({ value: z.number() });
const contract = (name: string, retries = 1) => ({
  name,
  summary: name,
  input: number,
  output: number,
  timeoutSeconds: 5,
  retries,
});
const split = contract('count-split');
const double = contract('count-double');
const sum = contract('count-sum');

/** What a test does inside a step. */
export type During = (step: string, value: number, context: StepContext) => Promise<void> | void;

/** An agent for tests: splits a number into that many ones, doubles each in parallel, and sums them up. */
export const countAgent = defineAgent({
  name: 'count',
  description: 'Counts, for tests.',
  input: z.strictObject({ value: z.number().int().min(1).default(2) }),
  stages: [
    stage(split, ({ task }) => [{ key: 'all', input: task.input as { value: number } }]),
    stage(double, ({ outputsOf }) =>
      Array.from({ length: outputsOf(split)[0]?.value ?? 0 }, (_, index) => ({
        key: `part-${index + 1}`,
        input: { value: index + 1 },
      })),
    ),
    stage(sum, ({ outputsOf }) => [
      { key: 'all', input: { value: outputsOf(double).reduce((total, { value }) => total + value, 0) } },
    ]),
  ],
  result: ({ outputsOf }) => ({ total: outputsOf(sum)[0]?.value }),
});

/** Its steps; `during` runs inside each. */
export const countSteps = (during: During = () => {}) =>
  [
    { step: split, factor: 1 },
    { step: double, factor: 2 },
    { step: sum, factor: 1 },
  ].map(({ step, factor }) =>
    defineStep({
      ...step,
      async run({ value }, _ports, context) {
        await during(step.name, value, context);
        return { value: value * factor };
      },
    }),
  );
