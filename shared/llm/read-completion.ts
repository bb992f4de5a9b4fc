import * as z from 'zod';
import { throwErrorBody } from './error-body.ts';
import type { ModelUsage } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { ProviderReply } from './model-provider.ts';
import { TokenCount } from './token-count.ts';

/** How a chat completion counts its tokens. */
export const CompletionUsage = z.object({
  prompt_tokens: TokenCount,
  completion_tokens: TokenCount,
  prompt_tokens_details: z.object({ cached_tokens: TokenCount.nullish() }).nullish(),
  /** DeepSeek's own name for the cached tokens. */
  prompt_cache_hit_tokens: TokenCount.nullish(),
});

const Completion = z.object({
  choices: z.tuple(
    [
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    ],
    z.unknown(),
  ),
  usage: CompletionUsage.nullish(),
});

/** Reads a chat completion, whatever a server sent as one. Throws a ModelError when it holds no usable text, an ErrorBody when it holds an error. */
export function readCompletion(body: unknown): ProviderReply {
  throwErrorBody(body);
  const completion = Completion.safeParse(body);
  if (!completion.success)
    throw new ModelError('invalid_output', 'The body is not a chat completion', { retryable: true });
  const { message, finish_reason } = completion.data.choices[0];
  const usage = usageOf(completion.data.usage);
  if (message.refusal || finish_reason === 'content_filter') {
    throw new ModelError('refused', message.refusal || 'The content filter withheld the answer', { usage });
  }
  if (!message.content)
    throw new ModelError('invalid_output', `Empty answer (${finish_reason})`, { retryable: true, usage });
  return { text: message.content, finish_reason: finish_reason === 'length' ? 'length' : 'stop', usage };
}

/** The tokens of a chat completion; null when it told none. */
export function usageOf(usage: z.output<typeof CompletionUsage> | null | undefined): ModelUsage | null {
  if (!usage) return null;
  return {
    input_tokens: usage.prompt_tokens,
    cached_input_tokens: usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? 0,
    output_tokens: usage.completion_tokens,
  };
}
