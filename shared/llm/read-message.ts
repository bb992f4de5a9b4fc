import * as z from 'zod';
import { ModelError } from './model-error.ts';
import type { ProviderReply } from './model-provider.ts';

const Message = z.object({
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullish(),
  usage: z.object({
    input_tokens: z.number(),
    output_tokens: z.number(),
    cache_read_input_tokens: z.number().nullish(),
    cache_creation_input_tokens: z.number().nullish(),
  }),
});

/** Reads an Anthropic message, whatever a server sent as one. Throws a ModelError when it holds no usable text. */
export function readMessage(body: unknown): ProviderReply {
  const message = Message.safeParse(body);
  if (!message.success) throw new ModelError('invalid_output', 'The body is not a message', { retryable: true });
  const { content, stop_reason, usage: reported } = message.data;
  const cached = reported.cache_read_input_tokens ?? 0;
  const usage = {
    // Anthropic counts the cached tokens beside the input tokens.
    input_tokens: reported.input_tokens + cached + (reported.cache_creation_input_tokens ?? 0),
    cached_input_tokens: cached,
    output_tokens: reported.output_tokens,
  };
  if (stop_reason === 'refusal') throw new ModelError('refused', 'The model refused to answer', { usage });
  const text = content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join('');
  if (!text) throw new ModelError('invalid_output', `Empty answer (${stop_reason})`, { retryable: true, usage });
  return { text, finish_reason: stop_reason === 'max_tokens' ? 'length' : 'stop', usage };
}
