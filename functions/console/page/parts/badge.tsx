import { useText } from '../text/use-text.ts';

const tones: Record<string, string> = {
  completed: 'good',
  failed: 'bad',
  processing: 'busy',
  running: 'busy',
  queued: 'idle',
  cancelled: 'idle',
};

/** A task's or a step's status, by word and colour; a degraded one says so. */
export function StatusBadge({ status, degraded = false }: { status: string; degraded?: boolean }) {
  const { statuses, degraded: word } = useText();
  const tone = degraded && status === 'completed' ? 'warn' : (tones[status] ?? 'idle');
  const label = (statuses as Record<string, string>)[status] ?? status;
  return (
    <span class={`badge ${tone}`}>
      <span class="dot" aria-hidden="true" />
      {degraded && status === 'completed' ? word : label}
    </span>
  );
}
