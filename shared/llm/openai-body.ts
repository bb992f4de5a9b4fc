import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { fitsStrictMode, jsonSchemaOf } from './json-schema-of.ts';
import type { ModelRequest } from './language-model.ts';
import { modelRow } from './model-table.ts';

/** A request in OpenAI's words: a JSON Schema as response format, strict where it fits. */
export function openaiBody(request: ModelRequest, model: string): ChatCompletionCreateParamsNonStreaming {
  const row = modelRow('openai', model);
  const system = request.system ? [{ role: 'system' as const, content: request.system }] : [];
  const schema = request.schema && jsonSchemaOf(request.schema);
  return {
    model,
    messages: [...system, ...request.messages],
    ...row?.settings,
    ...(request.maxOutputTokens !== undefined && { max_completion_tokens: request.maxOutputTokens }),
    ...(request.temperature !== undefined && row?.takes_temperature && { temperature: request.temperature }),
    ...(request.stop && { stop: request.stop }),
    ...(schema && {
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: fitsStrictMode(schema) } },
    }),
  };
}
