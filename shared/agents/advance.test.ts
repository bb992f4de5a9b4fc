import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StepState } from '../tasks/apply-outcome.ts';
import { countAgent } from '../testing/count-agent.ts';
import { advance } from './advance.ts';
import { defineAgent } from './define-agent.ts';

const task = { id: 't', agent_type: 'count', query: 'q', input: { value: 3 }, max_cost_usd: null, cost_usd: 0 };
const step = (name: string, key: string, stage: number, place: number, value?: number): StepState => ({
  name,
  key,
  stage,
  place,
  status: value === undefined ? 'running' : 'completed',
  output: value === undefined ? null : { value },
});
const split = step('count-split', 'all', 0, 0, 3);
const doubled = [1, 2, 3].map((part) => step('count-double', `part-${part}`, 1, part - 1, part * 2));

test('a new task begins with its first stage', () => {
  expect(advance(countAgent, task, [])).toEqual({
    kind: 'queue',
    stage: 0,
    steps: [{ name: 'count-split', key: 'all', input: { value: 3 } }],
  });
});

test('a stage fans out by what came before', () => {
  expect(advance(countAgent, task, [split])).toMatchObject({
    kind: 'queue',
    stage: 1,
    steps: [{ key: 'part-1' }, { key: 'part-2' }, { key: 'part-3' }],
  });
});

test('the next stage waits for every sibling, whichever comes last', () => {
  return fc.assert(
    fc.property(fc.shuffledSubarray(doubled, { minLength: 0, maxLength: 2 }), (finished) => {
      const steps = doubled.map((one) => (finished.includes(one) ? one : { ...one, status: 'running' as const }));
      expect(advance(countAgent, task, [split, ...steps])).toEqual({ kind: 'wait' });
    }),
  );
});

test('a join sees the outputs in the order of their places, however the rows come', () => {
  return fc.assert(
    fc.property(fc.shuffledSubarray([split, ...doubled], { minLength: 4 }), (steps) => {
      expect(advance(countAgent, task, steps)).toEqual({
        kind: 'queue',
        stage: 2,
        steps: [{ name: 'count-sum', key: 'all', input: { value: 12 } }],
      });
    }),
  );
});

test('after the last stage comes the result', () => {
  const steps = [split, ...doubled, step('count-sum', 'all', 2, 0, 12)];
  expect(advance(countAgent, task, steps)).toEqual({ kind: 'complete', result: { total: 12 } });
});

test('a stage without steps is skipped', () => {
  expect(advance(countAgent, task, [{ ...split, output: { value: 0 } }])).toMatchObject({
    kind: 'queue',
    stage: 2,
    steps: [{ input: { value: 0 } }],
  });
});

test('an agent that cannot go on fails the task with a reason', () => {
  const broken = (spawn: () => { key: string; input: unknown }[]) =>
    defineAgent({ ...countAgent, stages: [{ ...(countAgent.stages[0] as (typeof countAgent.stages)[0]), spawn }] });
  const reasons = [
    broken(() => {
      throw new Error('lost');
    }),
    broken(() => [{ key: 'a', input: { value: 'x' } }]),
    broken(() => [
      { key: 'a', input: { value: 1 } },
      { key: 'a', input: { value: 2 } },
    ]),
  ].map((agent) => advance(agent, task, []));
  expect(reasons).toMatchObject(
    [/lost/, /does not fit/, /same key/].map((pattern) => ({
      kind: 'fail',
      error: { code: 'agent_error', message: expect.stringMatching(pattern) },
    })),
  );
});
