import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/send.ts';
import type { Page, Task } from '../api/types.ts';
import { connection, onTasks } from '../state/connection.ts';
import { useStore } from '../state/store.ts';
import { mergeTasks, type TaskFilter } from './merge-tasks.ts';

interface Shown {
  items: Task[];
  next: string | null;
}

const pageSize = 50;

/** The tasks that pass the filter, a page more at a time, brought up to date by the stream of changes. */
export function useTaskList(filter: TaskFilter) {
  const [shown, setShown] = useState<Shown>();
  const [error, setError] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const count = useRef(pageSize);
  const wanted = useRef(filter);
  wanted.current = filter;
  const { round } = useStore(connection);

  async function read(next: string | null, size: number, signal?: AbortSignal): Promise<Shown> {
    const query = new URLSearchParams({ limit: String(Math.min(100, size)) });
    if (filter.status) query.set('status', filter.status);
    if (filter.agent) query.set('agent_type', filter.agent);
    if (next) query.set('cursor', next);
    const page = await call<Page<Task>>(`/tasks?${query}`, signal ? { signal } : {});
    const left = size - page.items.length;
    if (left <= 0 || !page.next_cursor) return { items: page.items, next: page.next_cursor };
    const rest = await read(page.next_cursor, left, signal);
    return { items: [...page.items, ...rest.items], next: rest.next };
  }

  function fail(thrown: unknown): void {
    if (!(thrown instanceof ApiError)) throw thrown;
    setError(thrown);
  }

  useEffect(() => {
    const leaving = new AbortController();
    const missed: Task[] = [];
    let isRead = false;
    const stop = onTasks((tasks) => {
      if (!isRead) missed.push(...tasks);
      setShown((known) => known && { ...known, items: mergeTasks(known.items, tasks, filter, known.next === null) });
    });
    read(null, count.current, leaving.signal)
      .then(({ items, next }) => {
        isRead = true;
        setError(undefined);
        setShown({ items: mergeTasks(items, missed, filter, next === null), next });
      })
      .catch((thrown: unknown) => leaving.signal.aborted || fail(thrown));
    return () => {
      leaving.abort();
      stop();
    };
  }, [filter.status, filter.agent, round]);

  async function more(): Promise<void> {
    if (!shown?.next || busy) return;
    setBusy(true);
    try {
      const { items, next } = await read(shown.next, pageSize);
      if (wanted.current !== filter) return;
      setShown((known) => {
        const all = [...new Map([...(known?.items ?? []), ...items].map((task) => [task.task_id, task])).values()];
        count.current = all.length;
        return { items: all, next };
      });
    } catch (thrown) {
      fail(thrown);
    } finally {
      setBusy(false);
    }
  }

  return { tasks: shown?.items, hasMore: Boolean(shown?.next), error, busy, more };
}
