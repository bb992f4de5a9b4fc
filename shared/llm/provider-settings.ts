import type { Config } from '../config.ts';
import type { ProviderName } from './model-table.ts';

/** The part of the configuration that decides which model answers. */
export type LlmConfig = Pick<
  Config,
  | 'OPENAI_API_KEY'
  | 'OPENAI_BASE_URL'
  | 'DEEPSEEK_API_KEY'
  | 'ANTHROPIC_API_KEY'
  | 'ANTHROPIC_BASE_URL'
  | 'OPENAI_COMPATIBLE_API_KEY'
  | 'OPENAI_COMPATIBLE_BASE_URL'
  | 'LLM_PROVIDER'
  | 'LLM_FALLBACK'
  | 'LLM_MODEL'
  | 'LLM_MODEL_OPENAI'
  | 'LLM_MODEL_DEEPSEEK'
  | 'LLM_MODEL_ANTHROPIC'
  | 'LLM_MODEL_OPENAI_COMPATIBLE'
  | 'LLM_BASE_URL'
  | 'LLM_PRICES_FILE'
>;

/** A variable of that part. */
type Variable = keyof LlmConfig;

/** The variables that are one provider's. */
export const variablesOf = {
  openai: { key: 'OPENAI_API_KEY', base_url: 'OPENAI_BASE_URL', model: 'LLM_MODEL_OPENAI' },
  deepseek: { key: 'DEEPSEEK_API_KEY', base_url: 'LLM_BASE_URL', model: 'LLM_MODEL_DEEPSEEK' },
  anthropic: { key: 'ANTHROPIC_API_KEY', base_url: 'ANTHROPIC_BASE_URL', model: 'LLM_MODEL_ANTHROPIC' },
  'openai-compatible': {
    key: 'OPENAI_COMPATIBLE_API_KEY',
    base_url: 'OPENAI_COMPATIBLE_BASE_URL',
    model: 'LLM_MODEL_OPENAI_COMPATIBLE',
  },
} as const satisfies Record<ProviderName, Record<'key' | 'base_url' | 'model', Variable>>;

/** The variable that holds a provider's address: LLM_BASE_URL is DeepSeek's, unless openai-compatible is asked first and has no other. */
export function baseUrlVariable(provider: ProviderName, config: LlmConfig): Variable | undefined {
  const shared = config.LLM_PROVIDER === 'openai-compatible' && !config.OPENAI_COMPATIBLE_BASE_URL;
  if (provider === 'openai-compatible' && shared) return 'LLM_BASE_URL';
  return provider === 'deepseek' && shared ? undefined : variablesOf[provider].base_url;
}

/** The address that the settings give a provider. */
export function baseUrlOf(provider: ProviderName, config: LlmConfig): string | undefined {
  const variable = baseUrlVariable(provider, config);
  return variable && config[variable];
}

/** Can the provider be called: has it a key, or, where none is needed, an address? */
export const isConfigured = (provider: ProviderName, config: LlmConfig): boolean =>
  Boolean(provider === 'openai-compatible' ? baseUrlOf(provider, config) : config[variablesOf[provider].key]);
