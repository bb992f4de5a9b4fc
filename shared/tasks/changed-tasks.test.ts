import { expect, test } from 'vitest';
import { createChangedTasks } from './changed-tasks.ts';

test('however many tasks change before they are taken, no more ids are held than are told', () => {
  const changed = createChangedTasks(3);
  changed.add(['a', 'b']);
  changed.add(['b', 'c']);
  expect(changed.held).toBe(3);
  expect(changed.take()).toEqual(['a', 'b', 'c']);
  for (let task = 0; task < 1000; task += 1) {
    changed.add([`task ${task}`]);
    expect(changed.held).toBeLessThanOrEqual(3);
  }
  expect(changed.take()).toBe('all');
  changed.add(['d']);
  expect(changed.take()).toEqual(['d']);
  changed.add(['e']);
  changed.add('all');
  expect(changed.held).toBe(0);
  expect(changed.take()).toBe('all');
  expect(changed.take()).toEqual([]);
});
