import { formatAge } from '../format/format-age.ts';
import { formatTime } from '../format/format-time.ts';
import { language } from '../state/settings.ts';
import { useStore } from '../state/store.ts';
import { useClock } from '../state/use-clock.ts';

/** How long ago something was; the exact time on hover. */
export function Age({ time }: { time: string }) {
  const chosen = useStore(language);
  const now = useClock(Date.now() - Date.parse(time) < 60_000 ? 1_000 : 30_000);
  return (
    <time dateTime={time} title={formatTime(time, chosen)}>
      {formatAge(time, now, chosen)}
    </time>
  );
}
