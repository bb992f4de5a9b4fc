import type { Activity } from '../api/types.ts';
import { type Resource, useResource } from '../state/use-resource.ts';
import { useTaskChanges } from '../state/use-task-changes.ts';

/** What waits and runs, read again as tasks change. */
export function useActivity(): Resource<Activity> {
  const resource = useResource<Activity>('/activity');
  useTaskChanges(() => true, resource.reload, 2_000);
  return resource;
}
