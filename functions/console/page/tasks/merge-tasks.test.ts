import { expect, test } from 'vitest';
import type { Task } from '../api/types.ts';
import { mergeTasks } from './merge-tasks.ts';

const task = (minute: number, status: Task['status'] = 'queued') =>
  ({ task_id: `t${minute}`, status, agent_type: 'research', created_at: `2026-01-01T00:0${minute}:00Z` }) as Task;
const all = { status: '', agent: '' };
const ids = (tasks: Task[]) => tasks.map(({ task_id }) => task_id);

test('new tasks come in by their age, changed ones stay where they are', () => {
  const list = [task(5), task(3)];
  const changed = task(3, 'completed');
  const merged = mergeTasks(list, [task(4), changed, task(6)], all, true);
  expect(ids(merged)).toEqual(['t6', 't5', 't4', 't3']);
  expect(merged[1]).toBe(list[0]);
  expect(merged[3]).toBe(changed);
});

test('what no longer passes the filter goes, what never did stays out', () => {
  const merged = mergeTasks(
    [task(5), task(3)],
    [task(5, 'completed'), task(6, 'failed')],
    { ...all, status: 'queued' },
    true,
  );
  expect(ids(merged)).toEqual(['t3']);
});

test('an unfinished list takes nothing that would stand behind its last', () => {
  const list = [task(5), task(3)];
  expect(ids(mergeTasks(list, [task(1), task(4)], all, false))).toEqual(['t5', 't4', 't3']);
  expect(ids(mergeTasks(list, [task(1)], all, true))).toEqual(['t5', 't3', 't1']);
  expect(mergeTasks(list, [task(1)], all, false)).toBe(list);
});
