import type { Activity } from '../api/types.ts';
import { formatDuration } from '../format/format-duration.ts';
import { Card } from '../parts/card.tsx';
import type { Reading } from '../state/use-reading.ts';
import { useText } from '../text/use-text.ts';

/** What each queue holds; the empty ones are only counted. */
export function QueueCard({ data, error, reload }: Reading<Activity>) {
  const words = useText().system;
  const filled = data?.queues.filter(({ ready, deferred, active }) => ready + deferred + active > 0) ?? [];
  return (
    <Card title={words.queues} error={error} retry={reload}>
      {data && filled.length === 0 && <p class="muted">{words.queuesEmpty(data.queues.length)}</p>}
      {filled.length > 0 && (
        <div class="scroll">
          <table class="plain">
            <thead>
              <tr>
                {[words.queue, words.ready, words.deferred, words.active, words.oldest].map((name) => (
                  <th key={name}>{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {filled.map(({ queue, ready, deferred, active, oldest_ready_seconds }) => (
                <tr key={queue}>
                  <td>{queue}</td>
                  <td>{ready}</td>
                  <td>{deferred}</td>
                  <td>{active}</td>
                  <td>{ready > 0 ? formatDuration(oldest_ready_seconds * 1000) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
