import type { Task } from '../api/types.ts';
import { memo } from '../parts/memo.ts';
import { TaskRow } from './task-row.tsx';
import { useNear } from './use-near.ts';

/** Some rows of the list; while they are far from what is seen, an empty place of about their height. */
export const TaskChunk = memo(({ tasks, first }: { tasks: Task[]; first: boolean }) => {
  const [element, near] = useNear<HTMLDivElement>(first);
  return (
    <div ref={element} class={near ? 'task-chunk' : 'task-chunk far'} style={{ '--rows': tasks.length }}>
      {near && tasks.map((task) => <TaskRow key={task.task_id} task={task} />)}
    </div>
  );
});
