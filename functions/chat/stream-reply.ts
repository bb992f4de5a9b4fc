import { messageOf } from '../../shared/errors.ts';
import { problemOf } from '../../shared/http/problem.ts';
import { serverSentEvent } from '../../shared/http/server-sent-event.ts';
import type { Turn } from '../../shared/sessions/begin-turn.ts';
import { type HeldTurn, holdTurn } from '../../shared/sessions/hold-turn.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { ask, type ChatPorts } from './ask.ts';
import type { ChatMessage } from './chat-message.ts';
import { viewReply } from './reply.ts';

/** The request that a stream answers. */
interface Asked {
  signal: AbortSignal;
  requestId: string;
  logger: Logger;
}

/**
 * Replies to a message piece by piece, as server-sent events: `start`, then `delta`s (and `continued` where another call
 * goes on with a text that broke off), then `end` with the stored reply, or `error` with a problem.
 */
export function streamReply(
  turn: Turn,
  message: ChatMessage,
  asked: Asked,
  ports: ChatPorts,
): AsyncGenerator<string, void, void> {
  // Held before the first event is asked for: the client may be gone by then.
  return events(holdTurn(turn, asked.signal, ports), turn, message, asked, ports);
}

async function* events(
  heldTurn: HeldTurn,
  turn: Turn,
  message: ChatMessage,
  { signal, requestId, logger }: Asked,
  ports: ChatPorts,
): AsyncGenerator<string, void, void> {
  await using held = heldTurn;
  yield serverSentEvent('start', { session_id: turn.session_id });
  try {
    const request = await ask(turn, message, signal, ports);
    for await (const event of ports.llm.stream(request, signal)) {
      if (event.type === 'end') {
        await Promise.all([held.settle(event.answer), ports.llm.stored?.()]);
        yield serverSentEvent('end', viewReply(turn, event.answer));
      } else {
        const { type, ...data } = event;
        yield serverSentEvent(type, data);
        // Only now: of a placeholder, whose end follows at once, nothing then counts as said.
        if (type === 'delta') held.say(event.text);
      }
    }
  } catch (error) {
    if (signal.aborted) return;
    logger.warn({ error: messageOf(error) }, 'a reply broke off');
    yield serverSentEvent('error', problemOf(error, { requestId, path: '/chat' }));
  }
}
