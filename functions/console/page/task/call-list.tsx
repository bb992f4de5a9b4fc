import type { TimelineSpan } from '../api/types.ts';
import { formatCost } from '../format/format-cost.ts';
import { formatDuration } from '../format/format-duration.ts';
import { useText } from '../text/use-text.ts';

/** Calls of models: whom, how long, how many tokens, at what cost, and why one failed. */
export function CallList({ calls }: { calls: TimelineSpan[] }) {
  const { task: words } = useText();
  return (
    <ul class="calls" aria-label={words.calls}>
      {calls.map(({ id, name, start, end, outcome, attributes: facts }) => (
        <li key={id} class="call">
          <span>{outcome === 'placeholder' ? words.noModel : name}</span>
          {outcome === 'cached' && <span>{words.cached}</span>}
          {end !== null && (outcome === 'ok' || outcome === 'error') && (
            <span class="number">{formatDuration(Date.parse(end) - Date.parse(start))}</span>
          )}
          {facts.first_text_milliseconds !== undefined && (
            <span class="number">
              {words.firstText} {formatDuration(facts.first_text_milliseconds)}
            </span>
          )}
          {facts.input_tokens !== undefined && (
            <span class="number">{words.tokens(facts.input_tokens, facts.output_tokens ?? 0)}</span>
          )}
          {outcome === 'ok' && (
            <span class="number">{facts.cost_usd === undefined ? words.costUnknown : formatCost(facts.cost_usd)}</span>
          )}
          {facts.error && <code class="attempt-error">{facts.error.code}</code>}
        </li>
      ))}
    </ul>
  );
}
