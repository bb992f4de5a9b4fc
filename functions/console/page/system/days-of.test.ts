import { expect, test } from 'vitest';
import type { Usage } from '../api/types.ts';
import { daysOf } from './days-of.ts';

test('every day of the period is there, those without a call as nothing', () => {
  const items = [{ key: '2026-02-28', cost_usd: 0.5, input_tokens: 10, output_tokens: 5 }] as Usage['items'];
  const { times, cost, tokens } = daysOf({ from: '2026-02-27', to: '2026-03-01', items });
  expect(times).toEqual([27, 28, 29].map((day) => Date.UTC(2026, 1, day) / 1000));
  expect({ cost, tokens }).toEqual({ cost: [0, 0.5, 0], tokens: [0, 15, 0] });
});
