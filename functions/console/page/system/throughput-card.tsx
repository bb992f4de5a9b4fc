import { useState } from 'preact/hooks';
import type { Page, Task } from '../api/types.ts';
import { StatusBadge } from '../parts/badge.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';
import { Chart } from './chart.tsx';
import { hoursOf } from './hours-of.ts';

/** The latest tasks: how many wait, work and are done, and when they came. */
export function ThroughputCard() {
  const words = useText().system;
  const [since] = useState(() => new Date(Date.now() - 86_400_000).toISOString());
  const { data, error, reload } = useResource<Page<Task>>(`/tasks?limit=100&created_after=${since}`);
  const counts = new Map<string, number>();
  for (const { status } of data?.items ?? []) counts.set(status, (counts.get(status) ?? 0) + 1);
  const [times, values] = hoursOf(data?.items.map(({ created_at }) => created_at) ?? [], Date.now());
  return (
    <section class="card stack" aria-label={words.queues}>
      <h2>{words.queues}</h2>
      {error && <ErrorNote error={error} retry={reload} />}
      {data && (
        <>
          <p class="facts">
            {[...counts].map(([status, count]) => (
              <span key={status}>
                <StatusBadge status={status} /> <span class="number">{count}</span>
              </span>
            ))}
          </p>
          <Chart label={words.throughput} times={times} values={values} />
          <p class="muted hint">{words.throughputOf(data.items.length)}</p>
        </>
      )}
    </section>
  );
}
