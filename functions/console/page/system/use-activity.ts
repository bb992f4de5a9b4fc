import { useEffect } from 'preact/hooks';
import type { Activity } from '../api/types.ts';
import { onTasks } from '../state/connection.ts';
import { type Resource, useResource } from '../state/use-resource.ts';

/** At most so often is it read again while tasks change, in milliseconds. */
const pause = 2_000;

/** What waits and runs, read again as tasks change. */
export function useActivity(): Resource<Activity> {
  const resource = useResource<Activity>('/activity');
  const { reload } = resource;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onTasks(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        reload();
      }, pause);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [reload]);
  return resource;
}
