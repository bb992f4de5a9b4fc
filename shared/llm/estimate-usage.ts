import { estimateTokens } from './estimate-tokens.ts';
import type { ModelRequest, ModelUsage } from './language-model.ts';

/** Characters of a text that are counted; the rest is taken to be like them. */
const counted = 100_000;

/** What a call may have used that nobody tells of: the tokens of what was asked, and of what was said. */
export const estimateUsage = (asked: string, said: string): ModelUsage => ({
  input_tokens: tokensOf(asked),
  cached_input_tokens: 0,
  output_tokens: tokensOf(said),
});

/** All that a request asks with. */
export const askedBy = ({ system = '', messages }: Pick<ModelRequest, 'system' | 'messages'>): string =>
  [system, ...messages.map(({ content }) => content)].join('\n');

const tokensOf = (text: string): number =>
  Math.ceil(estimateTokens(text.slice(0, counted)) * Math.max(1, text.length / counted));
