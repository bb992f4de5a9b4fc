import type { Agent } from '../api/types.ts';
import { useText } from '../text/use-text.ts';
import type { TaskFilter } from './merge-tasks.ts';

const statuses = ['queued', 'processing', 'completed', 'failed', 'cancelled'] as const;

/** Chooses which tasks are shown. */
export function TaskFilters({
  filter,
  agents,
  onChange,
}: {
  filter: TaskFilter;
  agents: Agent[];
  onChange: (filter: TaskFilter) => void;
}) {
  const text = useText();
  const words = text.tasks;
  return (
    <div class="filters">
      <label>
        <span>{words.filterStatus}</span>
        <select value={filter.status} onChange={(event) => onChange({ ...filter, status: event.currentTarget.value })}>
          <option value="">{words.all}</option>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {text.statuses[status]}
            </option>
          ))}
        </select>
      </label>
      {agents.length > 1 && (
        <label>
          <span>{words.filterAgent}</span>
          <select value={filter.agent} onChange={(event) => onChange({ ...filter, agent: event.currentTarget.value })}>
            <option value="">{words.all}</option>
            {agents.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
