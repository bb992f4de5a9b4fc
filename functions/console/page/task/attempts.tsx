import { formatDuration } from '../format/format-duration.ts';
import { useText } from '../text/use-text.ts';
import type { Lane, Span } from './lanes.ts';

/** A step's attempts one by one: how long each waited and ran, and how it ended. */
export function Attempts({ lane, to }: { lane: Lane; to: number }) {
  const { task: words, statuses } = useText();
  const lasted = (span: Span) => formatDuration((span.to ?? to) - span.from);
  return (
    <ol class="attempts">
      {lane.spans.map((span) =>
        span.kind === 'waiting' ? (
          <li key={`w ${span.from}`} class="muted">
            {words.waited} {lasted(span)}
          </li>
        ) : (
          <li key={`r ${span.from}`}>
            <span>
              {words.attempt(span.attempt ?? 1)}: {outcomeOf(span)}, {words.ran} {lasted(span)}
            </span>
            {span.error && (
              <p class="attempt-error" lang="en">
                {span.error.message} <code>{span.error.code}</code>
              </p>
            )}
            {span.retrySeconds !== undefined && (
              <p class="muted">{words.retryIn(formatDuration(span.retrySeconds * 1000))}</p>
            )}
          </li>
        ),
      )}
    </ol>
  );

  function outcomeOf({ outcome }: Span): string {
    if (outcome === undefined) return statuses.running;
    if (outcome === 'released') return words.released;
    return outcome === 'retrying' ? statuses.failed : statuses[outcome];
  }
}
