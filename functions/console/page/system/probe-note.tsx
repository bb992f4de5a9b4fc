import type { Diagnosis } from '../api/types.ts';
import { formatDuration } from '../format/format-duration.ts';
import { useText } from '../text/use-text.ts';

/** What a small call of the model gave: where it failed, why in the page's language, and then the server's own words. */
export function ProbeNote({ probe }: { probe: NonNullable<Diagnosis['probe']> }) {
  const words = useText().system;
  const known = words.probeFailures[probe.error_class ?? ''];
  return (
    <div class={`note ${probe.ok ? '' : 'bad'}`} role="status">
      <p>
        {probe.ok ? words.up : words.down} · {formatDuration(probe.latency_ms)}
      </p>
      {known && (
        <p>
          <strong>{known}</strong>
        </p>
      )}
      {[probe.error, probe.likely_cause, probe.fix].map(
        (line) =>
          line && (
            <p key={line} lang="en">
              {line}
            </p>
          ),
      )}
    </div>
  );
}
