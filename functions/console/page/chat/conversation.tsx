import { useEffect, useRef } from 'preact/hooks';
import type { Agent, Message, Page } from '../api/types.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';
import { Composer } from './composer.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { MessageView } from './message-view.tsx';
import { useChat } from './use-chat.ts';
import { useMessages } from './use-messages.ts';

/** A conversation: what was said, what is being said, and what is said next. */
export function Conversation({
  id,
  onSession,
  onChange,
}: {
  id: string | null;
  onSession: (id: string) => void;
  onChange: () => void;
}) {
  const words = useText().chat;
  const agents = useResource<Page<Agent>>('/agents').data?.items ?? [];
  const { messages, error, reload } = useMessages(id);
  const {
    exchange,
    error: failure,
    say,
    stop,
    clear,
    isBusy,
  } = useChat(id, onSession, () => {
    reload();
    onChange();
  });
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [exchange, messages?.length]);
  // What has just been said is drawn as it came, until the next message, and not once more from the rows.
  const before = exchange ? withoutLast(messages ?? [], exchange.message) : (messages ?? []);
  const isEmpty = before.length === 0 && !exchange && !error;
  return (
    <section class="conversation" aria-label={words.untitled}>
      {error && error.status !== 0 && <ErrorNote error={error} retry={reload} />}
      {isEmpty && id === null && (
        <Empty title={words.empty}>
          <p>{words.emptyHelp}</p>
        </Empty>
      )}
      <ol class="messages" aria-live="polite" aria-busy={isBusy}>
        {before.map((message) => (
          <Stored key={message.number} message={message} />
        ))}
        {exchange && <ExchangeView exchange={exchange} />}
      </ol>
      {failure && <ErrorNote error={failure} />}
      <div ref={end} />
      <Composer
        agents={agents}
        isNew={id === null}
        isBusy={isBusy}
        onStop={stop}
        onSay={(message, agent) => {
          clear();
          return say(message, agent);
        }}
      />
    </section>
  );
}

function Stored({ message }: { message: Message }) {
  const words = useText().chat;
  return (
    <MessageView by={message.role} content={message.content} origin={{ ...message, notes: [] }}>
      {message.status === 'interrupted' && <p class="muted">{words.interrupted}</p>}
      {message.status === 'pending' && <p class="muted">{words.pending}</p>}
    </MessageView>
  );
}

/** The messages before the last one of the user's, where it is this one. */
function withoutLast(messages: Message[], said: string): Message[] {
  const last = messages.findLastIndex(({ role }) => role === 'user');
  return messages[last]?.content === said.trim() ? messages.slice(0, last) : messages;
}
