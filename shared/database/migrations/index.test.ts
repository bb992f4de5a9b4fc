import { expect, test } from 'vitest';
import { migrations } from './index.ts';

test('migrations are numbered from 1 without gaps and have names of their own', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
  expect(new Set(migrations.map(({ name }) => name)).size).toBe(migrations.length);
});
