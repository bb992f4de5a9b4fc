import { costOf } from './cost-of.ts';
import type { ModelRequest } from './language-model.ts';
import type { ModelRow, ProviderName } from './model-table.ts';
import type { NoProvider } from './placeholder.ts';

const nothing = { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 };

/** Who may be called, and what the placeholder says where that is nobody. */
interface Choice {
  providers: { provider: ProviderName; model: string; row?: ModelRow | undefined }[];
  noProvider: NoProvider;
}

/** Of a choice of providers those that a request's budget allows: a model whose price is not known would spend it unseen. */
export function affordable<Chosen extends Choice>(chosen: Chosen, { left_usd }: ModelRequest): Chosen {
  if (left_usd === undefined || !chosen.providers.length) return chosen;
  if (left_usd <= 0) return { ...chosen, providers: [], noProvider: 'budget_used_up' };
  const providers = chosen.providers.filter(
    ({ provider, model, row }) => costOf(provider, model, nothing, row) !== null,
  );
  return { ...chosen, providers, ...(!providers.length && { noProvider: 'price_unknown' }) };
}
