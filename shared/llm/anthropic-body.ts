import type { JSONOutputFormat, MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import { alternateMessages } from './alternate-messages.ts';
import type { ModelMessage, ModelRequest } from './language-model.ts';
import { modelRow } from './model-table.ts';

/** Anthropic requires a limit; this one leaves room for a long report. */
const defaultMaxTokens = 8192;

/** A request in Anthropic's words: the system prompt beside the messages, the schema as output format, no temperature. */
export const anthropicBody = (
  request: ModelRequest,
  model: string,
  format: JSONOutputFormat | undefined,
): MessageCreateParamsNonStreaming => ({
  model,
  max_tokens: request.maxOutputTokens ?? defaultMaxTokens,
  messages: conversation(request.messages),
  ...modelRow('anthropic', model)?.settings,
  ...(request.system && { system: request.system }),
  ...(request.stop && { stop_sequences: request.stop }),
  ...(format && { output_config: { format } }),
});

/** User and assistant in turn, the user first and last, nobody silent: it refuses other conversations. */
function conversation(messages: ModelMessage[]): ModelMessage[] {
  const spoken = messages.filter(({ content }) => content.trim());
  const first = spoken[0]?.role === 'assistant' ? [{ role: 'user' as const, content: '…' }] : [];
  const last = spoken.at(-1)?.role === 'assistant' ? [{ role: 'user' as const, content: 'Go on.' }] : [];
  return alternateMessages([...first, ...spoken, ...last]);
}
