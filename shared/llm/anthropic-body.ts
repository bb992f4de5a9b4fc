import type { JSONOutputFormat, MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import type { ModelRequest } from './language-model.ts';
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
  messages: request.messages,
  ...modelRow('anthropic', model)?.settings,
  ...(request.system && { system: request.system }),
  ...(format && { output_config: { format } }),
});
