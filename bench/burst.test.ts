import { expect, test } from 'vitest';
import { idealMs, longestStall } from './burst.ts';

test('the ideal time is the work shared out evenly, but never less than the longest piece', () => {
  expect(idealMs([100, 100, 200], 2)).toBe(200);
  expect(idealMs([100, 100, 100, 100, 500], 10)).toBe(500);
});

test('a slot that waits for its next attempt is a stall, as long as it waits', () => {
  const runs = [
    { startedAt: 10, endedAt: 100 },
    { startedAt: 10, endedAt: 300 },
    { startedAt: 250, endedAt: 400 },
    { startedAt: 302, endedAt: 400 },
  ];
  expect(longestStall(runs, 5, 2)).toBe(150);
});

test('slots that are empty because nothing is left to start do not stall', () => {
  const runs = [
    { startedAt: 0, endedAt: 100 },
    { startedAt: 0, endedAt: 900 },
  ];
  expect(longestStall(runs, 0, 2)).toBe(0);
});

test('a slot that no attempt ever took stalls until the last start', () => {
  const runs = [
    { startedAt: 0, endedAt: 100 },
    { startedAt: 101, endedAt: 200 },
  ];
  expect(longestStall(runs, 0, 2)).toBe(101);
});
