import type { TimelineSpan } from '../api/types.ts';
import { formatDuration } from '../format/format-duration.ts';
import { StatusBadge } from '../parts/badge.tsx';
import { useText } from '../text/use-text.ts';
import { Attempts } from './attempts.tsx';
import { type Lane, type Span, sumUp } from './lanes.ts';

interface Props {
  lane: Lane;
  status: string;
  from: number;
  to: number;
  calls: Map<string, TimelineSpan[]> | undefined;
}

/** One step: its bars between `from` and `to`, and on demand its attempts. */
export function LaneRow({ lane, status, from, to, calls }: Props) {
  const { task: words } = useText();
  const { waited, ran, attempts } = sumUp(lane, to);
  const place = (span: Span) => {
    const start = ((span.from - from) / (to - from)) * 100;
    const width = (((span.to ?? to) - span.from) / (to - from)) * 100;
    return { insetInlineStart: `${Math.max(0, start)}%`, inlineSize: `max(2px, ${Math.min(width, 100 - start)}%)` };
  };
  return (
    <li>
      <details class="lane">
        <summary>
          <span class="lane-name">
            {lane.name}
            {lane.key !== lane.name.split('-').at(-1) && <span class="muted"> {lane.key}</span>}
          </span>
          <span class="track" aria-hidden="true">
            {lane.spans.map((span) => (
              <span
                key={`${span.kind} ${span.from}`}
                class={`bar ${span.kind} ${span.outcome ?? ''}`}
                style={place(span)}
              />
            ))}
          </span>
          <span class="lane-state">
            <StatusBadge status={status} />
            <span class="number" title={`${words.waited} ${formatDuration(waited)}`}>
              {formatDuration(ran)}
            </span>
          </span>
          <span class="hidden">
            {words.waited} {formatDuration(waited)}, {words.attempts(attempts)}
          </span>
        </summary>
        <Attempts lane={lane} to={to} calls={calls} />
      </details>
    </li>
  );
}
