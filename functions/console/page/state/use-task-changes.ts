import { useEffect } from 'preact/hooks';
import type { Task } from '../api/types.ts';
import { onTasks } from './connection.ts';

/** Calls `reload` soon after tasks that concern it have changed, at most once in so many milliseconds. */
export function useTaskChanges(concerns: (task: Task) => boolean, reload: () => void, pause: number): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onTasks((tasks) => {
      if (timer !== undefined || !tasks.some(concerns)) return;
      timer = setTimeout(() => {
        timer = undefined;
        reload();
      }, pause);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [reload]);
}
