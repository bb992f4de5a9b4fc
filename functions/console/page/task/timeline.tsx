import type { ServerEvent } from '../api/parse-events.ts';
import type { TaskDetail } from '../api/types.ts';
import { formatDuration } from '../format/format-duration.ts';
import { useClock } from '../state/use-clock.ts';
import { useText } from '../text/use-text.ts';
import { LaneRow } from './lane-row.tsx';
import { lanesOf } from './lanes.ts';
import { useCalls } from './use-calls.ts';

/** A task's steps over time, those that run at once below one another, growing as they run. */
export function Timeline({ task, events }: { task: TaskDetail; events: ServerEvent[] }) {
  const words = useText().task;
  const lanes = lanesOf(events);
  const calls = useCalls(task.task_id, events.length);
  const running = task.finished_at === null;
  const now = useClock(250, running);
  const from = Date.parse(task.created_at);
  const to = task.finished_at === null ? now : Date.parse(task.finished_at);
  return (
    <section class="card" aria-label={words.timeline}>
      <div class="section-head">
        <h2>{words.timeline}</h2>
        <span class="muted number">{formatDuration(to - from)}</span>
      </div>
      {lanes.length === 0 ? (
        <p class="muted">{words.timelineEmpty}</p>
      ) : (
        <>
          <ol class="lanes">
            {lanes.map((lane) => (
              <LaneRow
                key={`${lane.name} ${lane.key}`}
                lane={lane}
                status={task.steps.find(({ name, key }) => name === lane.name && key === lane.key)?.status ?? 'queued'}
                from={from}
                to={Math.max(to, from + 1)}
                calls={calls}
              />
            ))}
          </ol>
          <p class="muted">{words.timelineHelp}</p>
        </>
      )}
    </section>
  );
}
