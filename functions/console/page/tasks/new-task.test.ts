import { expect, test } from 'vitest';
import type { Agent } from '../api/types.ts';
import { dataKinds, newTask } from './new-task.ts';

const draft = { query: '趋势？', agent: 'analysis', priority: 'high', budget: '', data: 'a\n1', kind: '' } as const;
const agent = (properties: object) => ({ name: 'a', input_schema: { properties } }) as unknown as Agent;

test('an agent that takes data tells its kinds of analysis; another has none', () => {
  expect(dataKinds(agent({ data: {}, analysis_type: { enum: ['trend'] } }))).toEqual(['trend']);
  expect(dataKinds(agent({ question: {} }))).toEqual([]);
  expect(dataKinds(undefined)).toEqual([]);
});

test('a request has a budget and data only where they are given and wanted', () => {
  expect(newTask(draft, [])).toEqual({ query: '趋势？', agent_type: 'analysis', priority: 'high' });
  expect(newTask({ ...draft, budget: '0.5' }, ['statistical', 'trend'])).toMatchObject({
    max_cost_usd: 0.5,
    input: { data: 'a\n1', analysis_type: 'statistical' },
  });
  expect(newTask({ ...draft, kind: 'trend' }, ['statistical', 'trend'])).toMatchObject({
    input: { analysis_type: 'trend' },
  });
});
