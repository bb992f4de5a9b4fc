import type { ModelMessage, ModelRequest } from '../language-model.ts';
import { type CompletionMessage, type CompletionRequest, maxTokensOf } from './completion-request.ts';

/** Fields that change what an answer is, and that only OpenAI's API knows. */
const beyondPlain = [
  'tools',
  'functions',
  'response_format',
  'logprobs',
  'top_logprobs',
  'logit_bias',
  'web_search_options',
] as const;

/** What in a request only a provider with OpenAI's API understands; undefined where any provider does. */
export function beyondPlainText(request: CompletionRequest): string | undefined {
  const field = beyondPlain.find((name) => asks(request[name]));
  if (field) return field;
  const at = request.messages.findIndex((message) => textOf(message) === undefined);
  return at < 0 ? undefined : `messages[${at}]`;
}

const asks = (value: unknown): boolean =>
  Boolean(value) && !(Array.isArray(value) && !value.length) && (value as { type?: string }).type !== 'text';

/** A request that is nothing but text, as ours: for providers that do not speak OpenAI's API. */
export function plainRequest(request: CompletionRequest, asked: ModelRequest): ModelRequest {
  const { messages, temperature, stop } = request;
  const said = messages.map((message) => ({ role: message.role, content: textOf(message) ?? '' }));
  const system = said.filter(({ role }) => role === 'system' || role === 'developer').map(({ content }) => content);
  const maxOutputTokens = maxTokensOf(request);
  return {
    ...asked,
    ...(system.length && { system: system.join('\n\n') }),
    messages: said.filter((one): one is ModelMessage => one.role === 'user' || one.role === 'assistant'),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(typeof temperature === 'number' && { temperature }),
    ...(stop?.length && { stop: [stop].flat() }),
  };
}

/** The text of a message that is nothing else. */
function textOf({ role, content, tool_calls, function_call }: CompletionMessage): string | undefined {
  if (role === 'tool' || role === 'function' || tool_calls || function_call) return undefined;
  if (!Array.isArray(content)) return content ?? '';
  const texts = content.map(({ type, text }) => (type === 'text' && typeof text === 'string' ? text : undefined));
  return texts.includes(undefined) ? undefined : texts.join('');
}
