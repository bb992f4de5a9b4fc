import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { jsonSchemaOf } from './json-schema-of.ts';
import type { ModelRequest } from './language-model.ts';

type DeepseekBody = ChatCompletionCreateParamsNonStreaming & { thinking: { type: 'disabled' } };

/** A request in DeepSeek's words: it knows no JSON Schema, so that the schema stands in the system prompt; it does not think. */
export function deepseekBody(request: ModelRequest, model: string): DeepseekBody {
  const system = [request.system, request.schema && demand(jsonSchemaOf(request.schema))].filter(Boolean).join('\n\n');
  return {
    model,
    messages: [...(system ? [{ role: 'system' as const, content: system }] : []), ...request.messages],
    thinking: { type: 'disabled' },
    ...(request.maxOutputTokens !== undefined && { max_tokens: request.maxOutputTokens }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.schema && { response_format: { type: 'json_object' } }),
  };
}

const demand = (schema: object) =>
  `Answer with one JSON object and nothing else. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;
