import type { Config } from '../config.ts';
import { SetupError } from '../errors.ts';
import { modelTable, type ProviderName, providerNames } from './model-table.ts';

/** A provider that is to be called: where, with which model and key. */
export interface SelectedProvider {
  provider: ProviderName;
  model: string;
  base_url: string;
  api_key: string;
}

/** The part of the configuration that decides which model answers. */
export type LlmConfig = Pick<
  Config,
  | 'OPENAI_API_KEY'
  | 'OPENAI_BASE_URL'
  | 'DEEPSEEK_API_KEY'
  | 'ANTHROPIC_API_KEY'
  | 'ANTHROPIC_BASE_URL'
  | 'LLM_PROVIDER'
  | 'LLM_MODEL'
  | 'LLM_BASE_URL'
>;

/**
 * The providers to try, in order: those with a key, LLM_PROVIDER first; none for `placeholder`. LLM_MODEL is the first
 * one's. Throws a SetupError when LLM_PROVIDER has no key, or LLM_MODEL is another provider's.
 */
export function selectProviders(config: LlmConfig): SelectedProvider[] {
  const wanted = config.LLM_PROVIDER;
  if (wanted === 'placeholder') return [];
  if (wanted && !config[modelTable[wanted].key]) {
    throw new SetupError(`LLM_PROVIDER=${wanted} needs a key: set ${modelTable[wanted].key}, or remove LLM_PROVIDER.`);
  }
  const withKey = providerNames.filter((name) => config[modelTable[name].key]);
  const order = wanted ? [wanted, ...withKey.filter((name) => name !== wanted)] : withKey;
  if (order[0] && config.LLM_MODEL) refuseForeignModel(order[0], config.LLM_MODEL);
  return order.map((provider, place) => ({
    provider,
    model: (place === 0 && config.LLM_MODEL) || modelTable[provider].default_model,
    base_url: baseUrl(provider, config) ?? modelTable[provider].default_base_url,
    api_key: config[modelTable[provider].key] ?? '',
  }));
}

function baseUrl(provider: ProviderName, config: LlmConfig): string | undefined {
  if (provider === 'openai') return config.OPENAI_BASE_URL;
  return provider === 'deepseek' ? config.LLM_BASE_URL : config.ANTHROPIC_BASE_URL;
}

function refuseForeignModel(provider: ProviderName, model: string): void {
  const owner = providerNames.find((name) => modelTable[name].owns.test(model));
  if (!owner || owner === provider) return;
  const { models, default_model, key } = modelTable[owner];
  const known = model in models ? model : default_model;
  throw new SetupError(
    `LLM_MODEL=${model} belongs to ${owner}, but ${provider} is asked first. ` +
      `Set LLM_PROVIDER=${owner} and LLM_MODEL=${known} (with ${key}), or LLM_PROVIDER=${provider} and LLM_MODEL=${modelTable[provider].default_model}.`,
  );
}
