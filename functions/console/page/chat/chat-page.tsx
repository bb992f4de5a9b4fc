import { useRef, useState } from 'preact/hooks';
import { call } from '../api/send.ts';
import type { Page, SessionSummary } from '../api/types.ts';
import { Age } from '../parts/age.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { tellFailure } from '../parts/tell-failure.ts';
import { go } from '../state/route.ts';
import { showToast } from '../state/toasts.ts';
import { useResource } from '../state/use-resource.ts';
import { useText } from '../text/use-text.ts';
import { Conversation } from './conversation.tsx';

/** Talking with a model, and the conversations so far. */
export function ChatPage({ id }: { id: string | null }) {
  const text = useText();
  const words = text.chat;
  const sessions = useResource<Page<SessionSummary>>('/sessions?limit=50');
  const [place, setPlace] = useState(0);
  // A conversation that gets its id while it goes on stays the same one on the page.
  const own = useRef<string | null>(null);
  const begin = (made: string) => {
    own.current = made;
    go('chat', made);
  };
  const fresh = () => {
    own.current = null;
    setPlace(place + 1);
    go('chat');
  };
  async function remove(session: string): Promise<void> {
    try {
      await call(`/sessions/${session}`, { method: 'DELETE' });
      showToast({ text: words.deleted });
      sessions.reload();
      if (session === id) fresh();
    } catch (error) {
      tellFailure(error);
    }
  }
  return (
    <>
      <h1 class="hidden">{text.nav.chat}</h1>
      <div class="chat">
        <aside aria-label={words.sessions}>
          <button type="button" class="fresh" onClick={fresh}>
            {words.fresh}
          </button>
          {sessions.error && sessions.error.status !== 0 && <ErrorNote error={sessions.error} />}
          {sessions.data?.items.length === 0 && <p class="muted hint">{words.none}</p>}
          <ul class="sessions">
            {sessions.data?.items.map((session) => (
              <li key={session.session_id}>
                <a
                  href={`#/chat/${session.session_id}`}
                  aria-current={session.session_id === id ? 'true' : undefined}
                  title={session.title}
                >
                  <span class="session-title" dir="auto">
                    {session.title || words.untitled}
                  </span>
                  <span class="muted hint">
                    <Age time={session.updated_at} />
                  </span>
                </a>
                <button
                  type="button"
                  class="quiet"
                  aria-label={`${words.delete}: ${session.title}`}
                  onClick={() => remove(session.session_id)}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
        </aside>
        <Conversation
          key={id !== null && id === own.current ? `own ${place}` : (id ?? `own ${place}`)}
          id={id}
          onSession={(made) => made !== id && begin(made)}
          onChange={sessions.reload}
        />
      </div>
    </>
  );
}
