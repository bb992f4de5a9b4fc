import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import { readStream } from '../api/read-stream.ts';
import type { ChatReply } from '../api/types.ts';
import { apply, type LiveReply, newReply } from './live-reply.ts';

/** The exchange that is going on: what was said, and the reply as it comes. */
export interface Exchange {
  message: string;
  reply: LiveReply;
}

/**
 * Says something and takes the reply piece by piece; `stop` breaks it off, and so does going away. `say` tells whether the
 * message was taken: one that was not is no part of the conversation.
 */
export function useChat(sessionId: string | null, onSession: (id: string) => void, onEnd: () => void) {
  const [exchange, setExchange] = useState<Exchange>();
  const [error, setError] = useState<ApiError>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function say(message: string, agent: string): Promise<boolean> {
    const stopped = new AbortController();
    running.current = stopped;
    setError(undefined);
    let reply = newReply();
    let isTaken = false;
    setExchange({ message, reply });
    const body = {
      message,
      stream: true,
      ...(sessionId && { session_id: sessionId }),
      ...(agent && { agent_type: agent }),
    };
    try {
      for await (const events of readStream('/chat', { method: 'POST', body, signal: stopped.signal })) {
        for (const { type, data } of events) {
          if (type === 'start') {
            isTaken = true;
            onSession(data.session_id);
          } else if (type === 'error') throw new ApiError(data.status, data);
          else reply = apply(reply, type, data as ChatReply);
        }
        setExchange({ message, reply });
      }
    } catch (thrown) {
      isTaken ||= stopped.signal.aborted;
      if (!stopped.signal.aborted) {
        if (!(thrown instanceof ApiError)) throw thrown;
        setError(thrown);
      }
    }
    running.current = undefined;
    setExchange(isTaken ? { message, reply: { ...reply, isDone: true } } : undefined);
    onEnd();
    return isTaken;
  }

  const stop = () => running.current?.abort();
  const clear = () => setExchange(undefined);
  return { exchange, error, say, stop, clear, isBusy: exchange !== undefined && !exchange.reply.isDone };
}
