import { expect, test, vi } from 'vitest';
import type { Notice } from './notices.ts';
import { watchTasks } from './watch-tasks.ts';

test('a reader that does not read for long holds no ids of what changes meanwhile, and is then told that all may have', async () => {
  let tell = (_notice: Notice) => {};
  const notices = {
    subscribe: async (onNotice: typeof tell) => {
      tell = onNotice;
      return () => {};
    },
    close: async () => {},
  };
  const stopping = new AbortController();
  const watched = watchTasks(stopping.signal, { notices });
  expect((await watched.next()).value).toEqual([]);
  const add = vi.spyOn(Set.prototype, 'add');
  for (let task = 0; task < 1000; task += 1) tell({ tasks: [`task ${task}`] });
  const added = add.mock.calls.filter(([id]) => String(id).startsWith('task ')).length;
  add.mockRestore();
  expect(added).toBeLessThan(200);
  expect((await watched.next()).value).toBe('all');
  tell({ tasks: ['one'] });
  expect((await watched.next()).value).toEqual(['one']);
  stopping.abort();
  expect((await watched.next()).done).toBe(true);
});
