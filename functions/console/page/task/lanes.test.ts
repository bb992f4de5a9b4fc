import { expect, test } from 'vitest';
import { lanesOf, sumUp } from './lanes.ts';

const at = (second: number) => Date.UTC(2026, 0, 1) + second * 1000;
const event = (second: number, type: string, data: object = {}) => ({
  id: String(second),
  type,
  data: { at: new Date(at(second)).toISOString(), ...data },
});
const plan = { name: 'plan', key: '' };
const retrieve = (key: string) => ({ name: 'retrieve', key });

test('steps that run at once have a lane each, with their waits, attempts and what went wrong', () => {
  const error = { code: 'step_error', message: 'no' };
  const lanes = lanesOf([
    event(0, 'task.created', { steps: [plan] }),
    event(1, 'step.started', { ...plan, attempt: 1 }),
    event(2, 'step.retrying', { ...plan, error, retry_in_seconds: 1 }),
    event(3, 'step.started', { ...plan, attempt: 2 }),
    event(5, 'step.completed', plan),
    event(5, 'steps.queued', { steps: [retrieve('q1'), retrieve('q2')] }),
    event(6, 'step.started', { ...retrieve('q2'), attempt: 1 }),
  ]);
  expect(lanes.map(({ name, key }) => `${name} ${key}`)).toEqual(['plan ', 'retrieve q1', 'retrieve q2']);
  expect(lanes[0]?.spans).toEqual([
    { kind: 'waiting', from: at(0), to: at(1) },
    { kind: 'running', from: at(1), to: at(2), attempt: 1, outcome: 'retrying', error, retrySeconds: 1 },
    { kind: 'waiting', from: at(2), to: at(3) },
    { kind: 'running', from: at(3), to: at(5), attempt: 2, outcome: 'completed' },
  ]);
  expect(lanes[1] && sumUp(lanes[1], at(8))).toMatchObject({ waited: 3000, ran: 0, attempts: 0 });
  expect(lanes[2] && sumUp(lanes[2], at(8))).toMatchObject({ waited: 1000, ran: 2000, attempts: 1 });
});

test('an attempt whose worker died is failed by the next one; what runs when its task is cancelled ends there', () => {
  const [lane] = lanesOf([
    event(0, 'task.created', { steps: [plan] }),
    event(0, 'step.started', { ...plan, attempt: 1 }),
    event(9, 'step.started', { ...plan, attempt: 2 }),
    event(10, 'task.cancelled'),
  ]);
  expect(lane?.spans.slice(1)).toMatchObject([
    { to: at(9), outcome: 'failed' },
    { to: at(10), outcome: 'cancelled' },
  ]);
});
