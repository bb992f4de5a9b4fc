import { chooseModel } from './choose-model.ts';
import { allProviders, type ModelRow, modelRow, modelTable, type ProviderName } from './model-table.ts';
import { baseUrlOf, baseUrlVariable, isConfigured, type LlmConfig, variablesOf } from './provider-settings.ts';
import { type PriceList, readPrices } from './read-prices.ts';
import { SelectionError } from './selection-error.ts';

export type { LlmConfig } from './provider-settings.ts';

/** A provider that is to be called: where, with which model and key. */
export interface SelectedProvider {
  provider: ProviderName;
  model: string;
  base_url: string;
  api_key: string;
  /** What is known of the model, the price file's word before the table's; undefined where nothing is. */
  row: ModelRow | undefined;
}

/** Sent where a server needs no key, because its client insists on one. */
const noKey = 'no-key-is-set';

/**
 * The providers to try, in order: LLM_PROVIDER, else the first that is configured; then those of LLM_FALLBACK, else all that
 * are configured; none for `placeholder`. Throws a SelectionError that says what is wrong and what to change.
 */
export function selectProviders(config: LlmConfig): SelectedProvider[] {
  const prices = readPrices(config.LLM_PRICES_FILE);
  return orderOf(config).map((provider, place) => select(provider, place === 0, config, prices));
}

function orderOf(config: LlmConfig): ProviderName[] {
  const { LLM_PROVIDER: wanted, LLM_FALLBACK: fallback } = config;
  if (wanted === 'placeholder') return [];
  if (config.OPENAI_COMPATIBLE_API_KEY && !isConfigured('openai-compatible', config)) throw keyWithoutServer();
  const configured = allProviders.filter((name) => isConfigured(name, config));
  const first = wanted ? [namedProvider('LLM_PROVIDER', wanted, config)] : configured.slice(0, 1);
  return [...new Set([...first, ...(fallback ? namedInFallback(fallback, config) : configured)])];
}

const namedInFallback = (fallback: string, config: LlmConfig): ProviderName[] =>
  fallback
    .split(/[,\s]+/)
    .filter((name) => name && name !== 'placeholder')
    .map((name) => namedProvider('LLM_FALLBACK', name, config));

/** The provider that a variable names; refused where there is none of that name, or it cannot be called. */
function namedProvider(variable: string, name: string, config: LlmConfig): ProviderName {
  const provider = allProviders.find((known) => known === name);
  const says = `${variable}=${config[variable as 'LLM_PROVIDER']}`;
  if (!provider) {
    throw new SelectionError(
      'unknown_provider',
      `${says} names no provider that is known here.`,
      `Set ${variable} to one of ${allProviders.join(', ')} or placeholder, or remove it. For any other server with ` +
        "OpenAI's interface use openai-compatible, with OPENAI_COMPATIBLE_BASE_URL and LLM_MODEL_OPENAI_COMPATIBLE.",
    );
  }
  if (isConfigured(provider, config)) return provider;
  const { key, base_url } = variablesOf[provider];
  const [needs, set] = provider === 'openai-compatible' ? ['an address', base_url] : ['a key', key];
  const remove = variable === 'LLM_PROVIDER' ? `remove ${variable}` : `take ${name} out of ${variable}`;
  throw new SelectionError('not_configured', `${says} needs ${needs}:`, `set ${set}, or ${remove}.`);
}

const keyWithoutServer = () =>
  new SelectionError(
    'not_configured',
    'OPENAI_COMPATIBLE_API_KEY is set, but no address that it is for.',
    'Set OPENAI_COMPATIBLE_BASE_URL, or remove the key.',
  );

function select(provider: ProviderName, isFirst: boolean, config: LlmConfig, prices: PriceList): SelectedProvider {
  const model = chooseModel(provider, isFirst, config);
  return {
    provider,
    model,
    base_url: checkedBaseUrl(provider, config),
    api_key: config[variablesOf[provider].key] ?? noKey,
    row: rowOf(provider, model, prices),
  };
}

function checkedBaseUrl(provider: ProviderName, config: LlmConfig): string {
  const url = baseUrlOf(provider, config);
  if (url === undefined) return provider === 'openai-compatible' ? '' : modelTable[provider].default_base_url;
  const { username, password, search, hash } = new URL(url);
  if (!username && !password && !search && !hash) return url;
  throw new SelectionError(
    'bad_base_url',
    `${baseUrlVariable(provider, config)} holds a user, a password or a query, which no request can be sent with.`,
    `Leave only the address, such as https://host/v1, and put the key into ${variablesOf[provider].key}.`,
  );
}

/** What is known of a model: prices of a file stand for all of the table's; what else the table knows of it stays. */
export function rowOf(provider: ProviderName, model: string, prices: PriceList): ModelRow | undefined {
  const known = modelRow(provider, model);
  const priced = prices(provider, model);
  if (!priced) return known;
  const { long_input: _, ...rest } = known ?? { takes_temperature: true, sources: [] };
  return { ...rest, ...priced };
}
