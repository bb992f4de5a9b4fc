import type * as z from 'zod';
import type { ChatReply } from '../../shared/http/chat-reply.ts';
import type { ModelAnswer } from '../../shared/llm/language-model.ts';
import type { Turn } from '../../shared/sessions/begin-turn.ts';
import { holdTurn } from '../../shared/sessions/hold-turn.ts';
import { ask, type ChatPorts } from './ask.ts';
import type { ChatMessage } from './chat-message.ts';

/** Replies to a message, whole: the reply is stored when it resolves. */
export async function reply(
  turn: Turn,
  message: ChatMessage,
  signal: AbortSignal,
  ports: ChatPorts,
): Promise<z.input<typeof ChatReply>> {
  await using held = holdTurn(turn, signal, ports);
  const request = await ask(turn, message, signal, ports);
  const answer = await ports.llm.generate(request, signal);
  await Promise.all([held.settle(answer), ports.llm.stored?.()]);
  return viewReply(turn, answer);
}

/** How the API shows a model's answer to a message. */
export function viewReply({ session_id }: Turn, answer: ModelAnswer): z.input<typeof ChatReply> {
  const { id: _, degraded_code: __, text, ...rest } = answer;
  return { session_id, reply: text, ...rest };
}
