import type { Agent } from '../api/types.ts';
import { Choice } from '../parts/choice.tsx';
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
      <Choice
        inline
        label={words.filterStatus}
        value={filter.status}
        options={[['', words.all], ...statuses.map((status) => [status, text.statuses[status]] as const)]}
        onChoose={(status) => onChange({ ...filter, status })}
      />
      {agents.length > 1 && (
        <Choice
          inline
          label={words.filterAgent}
          value={filter.agent}
          options={[['', words.all], ...agents.map(({ name }) => [name, name] as const)]}
          onChoose={(agent) => onChange({ ...filter, agent })}
        />
      )}
    </div>
  );
}
