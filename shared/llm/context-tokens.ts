import { SetupError } from '../errors.ts';
import { modelRow } from './model-table.ts';
import { type LlmConfig, type SelectedProvider, selectProviders } from './select-providers.ts';

/** What a model is taken to hold whose context nobody told: most that are served today hold at least this. */
const unknownContextTokens = 32_000;

/** The tokens that each of the configured models takes in one request, answer included: whoever answers must fit it. */
export function contextTokens(config: LlmConfig): number {
  const known = selected(config).map(({ provider, model }) => modelRow(provider, model)?.context_tokens);
  return known.length ? Math.min(...known.map((tokens) => tokens ?? unknownContextTokens)) : unknownContextTokens;
}

/** None where the settings are wrong: the answers say so. */
function selected(config: LlmConfig): SelectedProvider[] {
  try {
    return selectProviders(config);
  } catch (error) {
    if (error instanceof SetupError) return [];
    throw error;
  }
}
