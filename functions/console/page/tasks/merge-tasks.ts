import type { Task } from '../api/types.ts';

/** What the list shows of all tasks. */
export interface TaskFilter {
  status: string;
  agent: string;
}

/** Does the task pass? An empty field lets all pass. */
export const passes = (task: Task, { status, agent }: TaskFilter): boolean =>
  (!status || task.status === status) && (!agent || task.agent_type === agent);

/**
 * The list, newest first, with tasks as they are now: what no longer passes the filter goes, what is new comes in, unless it
 * would stand after the last of an unfinished list. The list itself where nothing changes, and each task that did not.
 */
export function mergeTasks(list: Task[], changed: Task[], filter: TaskFilter, isWhole: boolean): Task[] {
  const news = new Map(changed.map((task) => [task.task_id, task]));
  const kept = list.flatMap((task) => {
    const now = news.get(task.task_id);
    news.delete(task.task_id);
    if (!now) return [task];
    return passes(now, filter) ? [now] : [];
  });
  const last = list.at(-1);
  const added = [...news.values()].filter(
    (task) => passes(task, filter) && (isWhole || (last !== undefined && newestFirst(task, last) < 0)),
  );
  if (added.length === 0 && kept.length === list.length && kept.every((task, index) => task === list[index]))
    return list;
  return added.length === 0 ? kept : [...kept, ...added].sort(newestFirst);
}

const newestFirst = (one: Task, other: Task): number =>
  Date.parse(other.created_at) - Date.parse(one.created_at) || (one.task_id < other.task_id ? 1 : -1);
