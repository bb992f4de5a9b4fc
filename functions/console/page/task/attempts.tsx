import type { TimelineSpan } from '../api/types.ts';
import { formatDuration } from '../format/format-duration.ts';
import { useText } from '../text/use-text.ts';
import { CallList } from './call-list.tsx';
import type { Lane, Span } from './lanes.ts';

/** A step's attempts one by one: how long each waited and ran, how it ended, and the calls of models in it. */
export function Attempts({
  lane,
  to,
  calls,
}: {
  lane: Lane;
  to: number;
  calls: Map<string, TimelineSpan[]> | undefined;
}) {
  const { task: words, statuses } = useText();
  const callsOf = ({ attempt }: Span) => calls?.get(`attempt/${lane.name}/${lane.key}/${attempt}`);
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
            {callsOf(span) ? (
              <CallList calls={callsOf(span) ?? []} />
            ) : (
              calls && span.outcome === 'completed' && <p class="muted">{words.noCalls}</p>
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
