import { useState } from 'preact/hooks';
import type { Agent, Page } from '../api/types.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';
import type { TaskFilter } from './merge-tasks.ts';
import { TaskFilters } from './task-filters.tsx';
import { TaskForm } from './task-form.tsx';
import { TaskList } from './task-list.tsx';
import { useTaskList } from './use-task-list.ts';

/** Asking for work, and all work so far. */
export function TasksPage() {
  const text = useText();
  const words = text.tasks;
  const [filter, setFilter] = useState<TaskFilter>({ status: '', agent: '' });
  const agents = useResource<Page<Agent>>('/agents').data?.items ?? [];
  const { tasks, hasMore, error, busy, more } = useTaskList(filter);
  const isFiltered = filter.status !== '' || filter.agent !== '';
  return (
    <>
      <h1 class="hidden">{words.title}</h1>
      <TaskForm agents={agents} />
      <section aria-label={words.list}>
        <div class="section-head">
          <h2>{words.list}</h2>
          <TaskFilters filter={filter} agents={agents} onChange={setFilter} />
        </div>
        {error && <ErrorNote error={error} />}
        {!tasks && !error && <p class="muted">{text.loading}</p>}
        {tasks?.length === 0 && (
          <Empty title={isFiltered ? words.noMatch : words.none}>
            <p>{isFiltered ? words.noMatchHelp : words.noneHelp}</p>
          </Empty>
        )}
        {tasks && tasks.length > 0 && <TaskList tasks={tasks} />}
        {hasMore && (
          <button type="button" class="more" disabled={busy} onClick={more}>
            {busy ? text.loading : text.more}
          </button>
        )}
      </section>
    </>
  );
}
