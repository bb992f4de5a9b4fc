import { useText } from '../text/use-text.ts';
import { MessageView, type Origin } from './message-view.tsx';
import type { Exchange } from './use-chat.ts';

/** The exchange that is going on, or has just ended. */
export function ExchangeView({ exchange: { message, reply } }: { exchange: Exchange }) {
  const words = useText().chat;
  const failed = (reply.end?.attempts ?? []).filter(({ outcome }) => outcome === 'error');
  const origin: Origin | undefined = reply.end && {
    ...reply.end,
    notes: [
      ...failed.map(({ provider, model, error_class }) => words.fallback(`${provider} ${model}`, error_class ?? '')),
      ...(reply.end.cached ? [words.cached] : []),
      ...(reply.end.finish_reason === 'length' ? [words.cut] : []),
    ],
  };
  return (
    <>
      <MessageView by="user" content={message} />
      <MessageView by="assistant" content={reply.text} origin={origin}>
        {!reply.isDone && reply.text === '' && <p class="muted">{words.thinking}</p>}
        {reply.isDone && !reply.end && <p class="muted">{words.interrupted}</p>}
        {!reply.end &&
          reply.fallbacks.map((one) => (
            <p class="origin" key={one}>
              {one}
            </p>
          ))}
      </MessageView>
    </>
  );
}
