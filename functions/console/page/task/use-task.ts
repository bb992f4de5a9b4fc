import { useEffect } from 'preact/hooks';
import type { TaskDetail } from '../api/types.ts';
import { onTasks } from '../state/connection.ts';
import { type Resource, useResource } from '../state/use-resource.ts';

/** One task, read again whenever it changes. */
export function useTask(id: string): Resource<TaskDetail> {
  const resource = useResource<TaskDetail>(`/tasks/${id}`);
  const { reload } = resource;
  useEffect(() => onTasks((tasks) => tasks.some(({ task_id }) => task_id === id) && reload()), [id, reload]);
  return resource;
}
