import { readSelection } from './read-selection.ts';
import type { LlmConfig } from './select-providers.ts';

/** What a model is taken to hold whose context nobody told: most that are served today hold at least this. */
const unknownContextTokens = 32_000;

/** The tokens that each of the configured models takes in one request, answer included: whoever answers must fit it. */
export function contextTokens(config: LlmConfig): number {
  const known = readSelection(config).providers.map(({ row }) => row?.context_tokens);
  return known.length ? Math.min(...known.map((tokens) => tokens ?? unknownContextTokens)) : unknownContextTokens;
}
