import type { ModelUsage } from './language-model.ts';
import { type ModelRow, modelRow, type ProviderName } from './model-table.ts';

/** What a call cost, in USD, by the table unless other prices are given; null when the model has no known price. */
export function costOf(
  provider: ProviderName,
  model: string,
  usage: ModelUsage,
  row: ModelRow | undefined = modelRow(provider, model),
): number | null {
  if (!row) return null;
  const price = priceFor(row, usage.input_tokens);
  const fresh = usage.input_tokens - usage.cached_input_tokens;
  return (
    (fresh * price.input + usage.cached_input_tokens * price.cached_input + usage.output_tokens * price.output) / 1e6
  );
}

const priceFor = (row: ModelRow, inputTokens: number) =>
  row.long_input && inputTokens > row.long_input.over_input_tokens ? row.long_input : row;
