import { formatCost } from '../format/format-cost.ts';
import { Age } from '../parts/age.tsx';
import { StatusBadge } from '../parts/badge.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useText } from '../text/use-text.ts';
import { OutcomeNote } from './outcome-note.tsx';
import { Report } from './report.tsx';
import { TaskActions } from './task-actions.tsx';
import { Timeline } from './timeline.tsx';
import { useTask } from './use-task.ts';
import { useTaskEvents } from './use-task-events.ts';

/** One task: what is asked, how it goes, what came of it. */
export function TaskPage({ id }: { id: string }) {
  const text = useText();
  const words = text.task;
  const { data: task, error, reload } = useTask(id);
  const events = useTaskEvents(id);
  return (
    <>
      <p class="back">
        <a href="#/tasks">← {words.back}</a>
      </p>
      {error && error.status !== 0 && <ErrorNote error={error} retry={reload} />}
      {!task && !error && <p class="muted">{text.loading}</p>}
      {task && (
        <>
          <header class="task-title">
            <h1 dir="auto">{task.query}</h1>
            <p class="facts">
              <StatusBadge status={task.status} degraded={task.degraded} />
              <span>{task.agent_type}</span>
              <span>
                {words.created} <Age time={task.created_at} />
              </span>
              <span class="number">{words.tokens(task.usage.input_tokens, task.usage.output_tokens)}</span>
              <span class="number">{formatCost(task.cost_usd)}</span>
              {task.provider && (
                <span>
                  {task.provider === 'placeholder' ? words.noModel : `${words.by} ${task.provider} ${task.model ?? ''}`}
                </span>
              )}
            </p>
            <TaskActions task={task} />
          </header>
          <OutcomeNote task={task} />
          <Timeline task={task} events={events} />
          <Report task={task} />
        </>
      )}
    </>
  );
}
