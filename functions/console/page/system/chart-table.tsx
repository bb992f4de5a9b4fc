import { formatTime } from '../format/format-time.ts';
import { language } from '../state/settings.ts';
import { useStore } from '../state/store.ts';
import { useText } from '../text/use-text.ts';

/** A chart's values one below the other, without the empty ones. */
export function ChartTable({
  label,
  times,
  values,
  days,
}: {
  label: string;
  times: number[];
  values: number[];
  days: boolean;
}) {
  const { time: head } = useText().system;
  const chosen = useStore(language);
  const written = (time: number) => {
    const iso = new Date(time * 1000).toISOString();
    return days ? iso.slice(0, 10) : formatTime(iso, chosen);
  };
  return (
    <table class="plain">
      <thead>
        <tr>
          <th>{head}</th>
          <th>{label}</th>
        </tr>
      </thead>
      <tbody>
        {times.map((time, index) =>
          values[index] ? (
            <tr key={time}>
              <td>{written(time)}</td>
              <td>{values[index]}</td>
            </tr>
          ) : null,
        )}
      </tbody>
    </table>
  );
}
