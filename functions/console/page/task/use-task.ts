import type { TaskDetail } from '../api/types.ts';
import type { Reading } from '../state/use-reading.ts';
import { useResource } from '../state/use-resource.ts';
import { useTaskChanges } from '../state/use-task-changes.ts';

/** One task, read again whenever it changes: once for the changes of a tenth of a second, which come in bursts. */
export function useTask(id: string): Reading<TaskDetail> {
  const resource = useResource<TaskDetail>(`/tasks/${id}`);
  useTaskChanges(({ task_id }) => task_id === id, resource.reload, 100);
  return resource;
}
