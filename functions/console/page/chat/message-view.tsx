import type { ComponentChildren } from 'preact';
import { formatCost } from '../format/format-cost.ts';
import { Markdown } from '../markdown/markdown.tsx';
import { Reason } from '../task/reason.tsx';
import { useText } from '../text/use-text.ts';

/** Who replied, and what is to be known of it. */
export interface Origin {
  provider: string | null;
  model: string | null;
  cost_usd: number | null;
  degraded: boolean;
  degraded_reason: string | null;
  notes: string[];
}

/** One message of a conversation: a user's as it was typed, a reply as Markdown, with who gave it. */
export function MessageView({
  by,
  content,
  origin,
  children,
}: {
  by: 'user' | 'assistant';
  content: string;
  origin?: Origin | undefined;
  children?: ComponentChildren;
}) {
  const words = useText().chat;
  return (
    <li class={`message ${by}`}>
      <h3 class="hidden">{by === 'user' ? words.you : words.reply}</h3>
      {by === 'user' ? (
        <p class="said" dir="auto">
          {content}
        </p>
      ) : (
        <Markdown text={content} />
      )}
      {children}
      {origin?.provider && (
        <p class="origin">
          {origin.provider === 'placeholder' ? words.placeholder : `${origin.provider} · ${origin.model ?? ''}`}
          {origin.cost_usd !== null && ` · ${formatCost(origin.cost_usd)}`}
        </p>
      )}
      {origin?.notes.map((note) => (
        <p class="origin" key={note}>
          {note}
        </p>
      ))}
      {origin?.degraded && origin.degraded_reason && (
        <p class="note warn">
          <span>
            <Reason reason={origin.degraded_reason} />
          </span>
        </p>
      )}
    </li>
  );
}
