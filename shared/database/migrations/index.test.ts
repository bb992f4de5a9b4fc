import { expect, test } from 'vitest';
import { migrations } from './index.ts';

test('migrations are in the order of their numbers and have numbers and names of their own', () => {
  const numbers = migrations.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
});
