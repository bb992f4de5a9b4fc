import { expect, test } from 'vitest';
import { priorities, rankOf } from './priority.ts';

const now = new Date('2026-11-22T10:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test('of tasks created together the more urgent goes first', () => {
  const ranks = priorities.map((priority) => rankOf(priority, now));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(new Set(ranks).size).toBe(priorities.length);
});

test('of one priority the older goes first', () => {
  expect(rankOf('low', now)).toBeGreaterThan(rankOf('low', later(1)));
});

test('a low task is overtaken by urgent ones for half an hour and no longer', () => {
  expect(rankOf('urgent', later(1799))).toBeGreaterThan(rankOf('low', now));
  expect(rankOf('urgent', later(1801))).toBeLessThan(rankOf('low', now));
});

test('ranks fit the integer column for decades', () => {
  expect(rankOf('low', new Date('2090-01-01T00:00:00Z'))).toBeGreaterThan(-(2 ** 31));
});
