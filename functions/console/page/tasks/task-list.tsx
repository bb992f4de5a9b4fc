import type { Task } from '../api/types.ts';
import { useText } from '../text/use-text.ts';
import { TaskRow } from './task-row.tsx';

/** The tasks, newest first. */
export function TaskList({ tasks }: { tasks: Task[] }) {
  const { columns, list } = useText().tasks;
  return (
    <div class="task-list">
      <div class="task-head" aria-hidden="true">
        <span>{columns.query}</span>
        <span>{columns.status}</span>
        <span>{columns.agent}</span>
        <span>{columns.progress}</span>
        <span>{columns.cost}</span>
        <span>{columns.age}</span>
        <span />
      </div>
      <ul aria-label={list}>
        {tasks.map((task) => (
          <TaskRow key={task.task_id} task={task} />
        ))}
      </ul>
    </div>
  );
}
