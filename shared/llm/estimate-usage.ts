import { estimateTokens } from './estimate-tokens.ts';
import type { ModelRequest, ModelUsage } from './language-model.ts';

/** What a call may have used that nobody tells of: as many tokens as its request, and what was said of its answer, have. */
export const estimateUsage = (
  { system = '', messages }: Pick<ModelRequest, 'system' | 'messages'>,
  said = '',
): ModelUsage => ({
  input_tokens: estimateTokens([system, ...messages.map(({ content }) => content)].join('\n')),
  cached_input_tokens: 0,
  output_tokens: estimateTokens(said),
});
