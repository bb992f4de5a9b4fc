import type { Task } from '../api/types.ts';
import { formatCost } from '../format/format-cost.ts';
import { Age } from '../parts/age.tsx';
import { StatusBadge } from '../parts/badge.tsx';
import { memo } from '../parts/memo.ts';
import { useText } from '../text/use-text.ts';
import { cancelTask } from './cancel-task.ts';

/** One task of the list, drawn anew only when it changed. */
export const TaskRow = memo(({ task }: { task: Task }) => {
  const text = useText();
  const words = text.tasks;
  const { done, total } = task.progress;
  const isOpen = task.status === 'queued' || task.status === 'processing';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a list item must be the list's own child, and here a chunk is between
    <div class="task-row" role="listitem">
      <a href={`#/tasks/${task.task_id}`} class="task-query" dir="auto" title={task.query}>
        {task.query}
      </a>
      <span class="task-status">
        <StatusBadge status={task.status} degraded={task.degraded} />
      </span>
      <span class="task-agent">{task.agent_type}</span>
      <span class="task-progress">
        <progress max={Math.max(total, 1)} value={done} aria-label={words.steps(done, total)} />
        <span aria-hidden="true">
          {done}/{total}
        </span>
      </span>
      <span class="task-cost">{formatCost(task.cost_usd)}</span>
      <span class="task-age">
        <Age time={task.created_at} />
      </span>
      <span class="task-cancel">
        {isOpen && (
          <button
            type="button"
            class="quiet"
            aria-label={words.cancelTask(task.query)}
            onClick={() => cancelTask(task.task_id)}
          >
            {text.cancel}
          </button>
        )}
      </span>
    </div>
  );
});
