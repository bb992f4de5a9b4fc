import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { jsonSchemaOf } from './json-schema-of.ts';
import type { ModelRequest } from './language-model.ts';

/** A request in the words that every server with OpenAI's interface knows; a schema stands in the system prompt. */
export function compatibleBody(request: ModelRequest, model: string): ChatCompletionCreateParamsNonStreaming {
  const system = [request.system, request.schema && demandObject(jsonSchemaOf(request.schema))]
    .filter(Boolean)
    .join('\n\n');
  return {
    model,
    messages: [...(system ? [{ role: 'system' as const, content: system }] : []), ...request.messages],
    ...(request.maxOutputTokens !== undefined && { max_tokens: request.maxOutputTokens }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.stop && { stop: request.stop }),
    ...(request.schema && { response_format: { type: 'json_object' } }),
  };
}

/** Asks a model that cannot be given a JSON Schema for an object that fits it. */
export const demandObject = (schema: object): string =>
  `Answer with one JSON object and nothing else. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;
