import type { Activity } from '../api/types.ts';
import type { Reading } from '../state/use-reading.ts';
import { useResource } from '../state/use-resource.ts';
import { useTaskChanges } from '../state/use-task-changes.ts';

/** What waits and runs, read again as tasks change. */
export function useActivity(): Reading<Activity> {
  const resource = useResource<Activity>('/activity');
  useTaskChanges(() => true, resource.reload, 2_000);
  return resource;
}
