import { expect, test } from 'vitest';
import { chunksOf } from './chunks-of.ts';

test('a part that holds the same items stays the same part', () => {
  const before = chunksOf([1, 2, 3, 4, 5], 2, []);
  expect(before).toEqual([[1, 2], [3, 4], [5]]);
  const after = chunksOf([1, 2, 3, 9, 5, 6], 2, before);
  expect(after).toEqual([
    [1, 2],
    [3, 9],
    [5, 6],
  ]);
  expect(after[0]).toBe(before[0]);
});
