import { modelTable } from './model-table.ts';
import { pricedModels, readPrices } from './read-prices.ts';
import { type LlmConfig, rowOf, type SelectedProvider } from './select-providers.ts';

/** A selected provider with each of its other models that the table or the price file knows. */
export function selectAlternatives(selected: SelectedProvider, config: LlmConfig): SelectedProvider[] {
  const { provider, model: own } = selected;
  const prices = readPrices(config.LLM_PRICES_FILE);
  const known = provider === 'openai-compatible' ? [] : Object.keys(modelTable[provider].models);
  return [...new Set([...known, ...pricedModels(config.LLM_PRICES_FILE, provider)])]
    .filter((model) => model !== own)
    .map((model) => ({ ...selected, model, row: rowOf(provider, model, prices) }));
}
