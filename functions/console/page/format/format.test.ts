import { expect, test } from 'vitest';
import { formatAge } from './format-age.ts';
import { formatCost } from './format-cost.ts';
import { formatDuration } from './format-duration.ts';

test.each([
  [340, '340 ms'],
  [4_200, '4.2 s'],
  [59_960, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [7_800_000, '2 h 10 min'],
  [-5, '0 ms'],
])('%d ms are %s', (span, text) => expect(formatDuration(span)).toBe(text));

test.each([
  [0, '$0'],
  [0.00213, '$0.0021'],
  [1.251, '$1.25'],
])('%d USD are %s', (usd, text) => expect(formatCost(usd)).toBe(text));

test('an age is told in the largest unit, in either language; a clock that is behind counts as now', () => {
  const now = Date.parse('2026-01-02T00:05:00Z');
  expect(formatAge('2026-01-02T00:00:00Z', now, 'zh')).toBe('5分钟前');
  expect(formatAge('2026-01-01T00:00:00Z', now, 'en')).toMatch(/^1 day ago$/);
  expect(formatAge('2026-01-02T00:06:00Z', now, 'zh')).toBe('0秒前');
});
