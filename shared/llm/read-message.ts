import * as z from 'zod';
import { throwErrorBody } from './error-body.ts';
import type { ModelUsage } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { ProviderReply } from './model-provider.ts';
import { TokenCount } from './token-count.ts';

/** How a message counts its tokens. */
export const MessageUsage = z.object({
  input_tokens: TokenCount,
  output_tokens: TokenCount,
  cache_read_input_tokens: TokenCount.nullish(),
  cache_creation_input_tokens: TokenCount.nullish(),
});

const Message = z.object({
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullish(),
  usage: MessageUsage,
});

/** Reads an Anthropic message, whatever a server sent as one. Throws a ModelError when it holds no usable text, an ErrorBody when it holds an error. */
export function readMessage(body: unknown): ProviderReply {
  throwErrorBody(body);
  const message = Message.safeParse(body);
  if (!message.success) throw new ModelError('invalid_output', 'The body is not a message', { retryable: true });
  const { content, stop_reason, usage: reported } = message.data;
  const usage = usageOfMessage(reported);
  if (stop_reason === 'refusal') throw new ModelError('refused', 'The model refused to answer', { usage });
  const text = content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join('');
  if (!text) throw new ModelError('invalid_output', `Empty answer (${stop_reason})`, { retryable: true, usage });
  return { text, finish_reason: stop_reason === 'max_tokens' ? 'length' : 'stop', usage };
}

/** The tokens of a message; Anthropic counts the cached ones beside the input tokens. */
export function usageOfMessage(reported: z.output<typeof MessageUsage>): ModelUsage {
  const cached = reported.cache_read_input_tokens ?? 0;
  return {
    input_tokens: reported.input_tokens + cached + (reported.cache_creation_input_tokens ?? 0),
    cached_input_tokens: cached,
    output_tokens: reported.output_tokens,
  };
}
