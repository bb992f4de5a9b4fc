import type { Activity } from '../api/types.ts';
import { Card } from '../parts/card.tsx';
import type { Reading } from '../state/use-reading.ts';
import { useText } from '../text/use-text.ts';
import { Chart } from './chart.tsx';

/** The tasks of the last 24 hours: how many came each hour, and what became of them. */
export function ThroughputCard({ data }: Reading<Activity>) {
  const { system: words, statuses } = useText();
  const hours = data?.hours ?? [];
  const times = hours.map(({ start }) => Date.parse(start) / 1000);
  const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);
  const ended = (['completed', 'failed', 'cancelled'] as const).map(
    (status) => [status, sum(hours.map((hour) => hour[status]))] as const,
  );
  return (
    <Card title={words.throughput}>
      {data && (
        <>
          <Chart label={words.created} times={times} values={hours.map(({ created }) => created)} whole />
          <p class="facts">
            <span class="number">{words.tasks(sum(hours.map(({ created }) => created)))}</span>
            {ended.map(([status, count]) => (
              <span key={status}>
                {statuses[status]}: <span class="number">{count}</span>
              </span>
            ))}
          </p>
        </>
      )}
    </Card>
  );
}
