import { demandObject } from '../compatible-body.ts';
import type { Callee } from '../engine.ts';
import { type CompletionMessage, type CompletionRequest, maxTokensOf } from './completion-request.ts';

/** What DeepSeek's API knows besides the fields that are translated for it. */
const deepseekFields = [
  'top_p',
  'frequency_penalty',
  'presence_penalty',
  'stop',
  'tools',
  'tool_choice',
  'logprobs',
  'top_logprobs',
] as const;

/** A completion's request in the dialect of one provider that speaks OpenAI's API. */
export function completionBody(
  request: CompletionRequest,
  provider: Pick<Callee, 'provider' | 'model' | 'row'>,
): object {
  const { stream, stream_options } = request;
  return {
    ...dialects[provider.provider as keyof typeof dialects](request, provider),
    model: provider.model,
    // The tokens are counted whether or not the client wants to know.
    ...(stream && { stream, stream_options: { ...stream_options, include_usage: true } }),
  };
}

const dialects = {
  openai(request: CompletionRequest, { row }: Pick<Callee, 'row'>) {
    const { max_tokens: _, temperature, top_p, stream: __, stream_options: ___, ...rest } = request;
    return {
      ...row?.settings,
      ...rest,
      ...(row?.takes_temperature !== false && { temperature, top_p }),
      max_completion_tokens: maxTokensOf(request),
    };
  },
  deepseek(request: CompletionRequest) {
    const { response_format: format, temperature, thinking } = request;
    const known = Object.fromEntries(deepseekFields.map((name) => [name, request[name]]));
    const schema = format?.type === 'json_schema' ? format.json_schema.schema : undefined;
    const demand = schema ? [{ role: 'system' as const, content: demandObject(schema) }] : [];
    return {
      ...known,
      messages: [...demand, ...request.messages.map(withKnownRole)],
      temperature,
      max_tokens: maxTokensOf(request),
      thinking: thinking ?? { type: 'disabled' },
      ...(format && { response_format: { type: format.type === 'text' ? 'text' : 'json_object' } }),
    };
  },
  'openai-compatible'(request: CompletionRequest) {
    const { max_completion_tokens: _, stream: __, stream_options: ___, ...rest } = request;
    return { ...rest, messages: request.messages.map(withKnownRole), max_tokens: maxTokensOf(request) };
  },
};

/** Only OpenAI knows developers. */
const withKnownRole = (message: CompletionMessage): CompletionMessage =>
  message.role === 'developer' ? { ...message, role: 'system' } : message;
