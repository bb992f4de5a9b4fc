import type { Agent } from '../../shared/agents/define-agent.ts';
import { fitContext } from '../../shared/llm/fit-context.ts';
import type { ModelRequest } from '../../shared/llm/language-model.ts';
import type { Ports } from '../../shared/ports.ts';
import { awaitTurn } from '../../shared/sessions/await-turn.ts';
import type { Turn } from '../../shared/sessions/begin-turn.ts';
import { readConversation } from '../../shared/sessions/read-conversation.ts';
import type { ChatMessage } from './chat-message.ts';
import { systemPrompt } from './system-prompt.ts';

/** What a chat depends on besides the ports: the agents, and the tokens that a conversation may have with its reply. */
export type ChatPorts = Pick<Ports, 'database' | 'llm'> & { agents: Agent[]; contextTokens(): number };

/** More bytes than this no text has a token, by far. */
const bytesPerToken = 6;

/** What the model is asked once the message has its turn: the conversation, as much of its end as fits. */
export async function ask(
  turn: Turn,
  { temperature, max_tokens: maxOutputTokens, cache }: ChatMessage,
  signal: AbortSignal,
  { database, agents, contextTokens }: Pick<ChatPorts, 'database' | 'agents' | 'contextTokens'>,
): Promise<ModelRequest> {
  await awaitTurn(turn, signal, { database });
  const system = systemPrompt(agents.find(({ name }) => name === turn.agent_type));
  const room = { contextTokens: contextTokens(), system, maxOutputTokens };
  const conversation = await readConversation(turn, room.contextTokens * bytesPerToken, { database });
  return {
    purpose: 'chat',
    caller: { agent: turn.agent_type ?? 'chat', session_id: turn.session_id },
    system,
    messages: fitContext(conversation, room),
    ...(temperature !== undefined && { temperature }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(cache !== undefined && { cache }),
  };
}
