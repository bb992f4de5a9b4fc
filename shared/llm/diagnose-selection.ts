import { allProviders, modelTable, type ProviderName } from './model-table.ts';
import { baseUrlVariable, isConfigured, type LlmConfig, variablesOf } from './provider-settings.ts';
import { retirementOf } from './retired-models.ts';
import { type SelectedProvider, selectProviders } from './select-providers.ts';
import { SelectionError } from './selection-error.ts';

/** Something in the settings that does not do what it seems to: what, and what to change. */
export interface SettingsWarning {
  /** A stable name, for programs. */
  code: string;
  /** `error`: no model is called; `warning`: not as meant, most likely; `hint`: good to know. */
  severity: 'error' | 'warning' | 'hint';
  message: string;
  fix: string;
}

/** What a configuration selects, why, and what is doubtful about it. */
export interface Diagnosis {
  providers: SelectedProvider[];
  /** Why the first one is asked first, or why there is none. */
  reason: string;
  warnings: SettingsWarning[];
}

/** Days before its end from which on a model is warned of. */
const nearDays = 60;

/** Explains what a configuration selects; `variables` are those set of the ones that Node.js and the SDKs read themselves. */
export function diagnoseSelection(config: LlmConfig, variables: Record<string, string>, today: Date): Diagnosis {
  const around = [...ignoredAddress(config), ...proxyWarnings(variables)];
  try {
    const providers = selectProviders(config);
    const models = providers.flatMap((selected) => modelWarnings(selected, today));
    const warnings = [...keyWarnings(providers, config), ...models, ...around];
    return { providers, reason: reasonOf(providers, config), warnings };
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    const { fault, problem, fix, message } = error;
    return {
      providers: [],
      reason: message,
      warnings: [{ code: fault, severity: 'error', message: problem, fix }, ...around],
    };
  }
}

function reasonOf([first]: SelectedProvider[], config: LlmConfig): string {
  if (config.LLM_PROVIDER === 'placeholder') return 'LLM_PROVIDER=placeholder: no model is called.';
  if (!first) return 'No provider has a key.';
  if (config.LLM_PROVIDER) return `LLM_PROVIDER=${config.LLM_PROVIDER} names it.`;
  const { key, base_url } = variablesOf[first.provider];
  const has = first.provider === 'openai-compatible' ? base_url : key;
  return `LLM_PROVIDER is not set; of ${allProviders.join(', ')} it is the first that is configured (${has}).`;
}

function keyWarnings(providers: SelectedProvider[], config: LlmConfig): SettingsWarning[] {
  if (config.LLM_PROVIDER === 'placeholder') return [];
  const configured = allProviders.filter((name) => isConfigured(name, config));
  const [first, ...rest] = providers;
  if (!first) {
    const message = 'No key is set: no model is called, and every answer is degraded.';
    const keys = Object.values(modelTable).map(({ key }) => key);
    const fix = `Set ${keys.join(', ')}, or OPENAI_COMPATIBLE_BASE_URL with LLM_MODEL_OPENAI_COMPATIBLE, and start again.`;
    return [{ code: 'no_key', severity: 'hint', message, fix }];
  }
  if (configured.length < 2 || config.LLM_PROVIDER) return [];
  const order = [first, ...rest].map(({ provider }) => provider);
  const message = `${configured.map((name) => variablesOf[name].key).join(' and ')} are set: ${order.join(', then ')} answers.`;
  const fix = `Set LLM_PROVIDER (now ${first.provider} by default) to choose who is asked first, and LLM_FALLBACK for the rest.`;
  return [{ code: 'several_keys', severity: 'hint', message, fix }];
}

function modelWarnings({ provider, model, row }: SelectedProvider, today: Date): SettingsWarning[] {
  const warnings: SettingsWarning[] = [];
  const retirement = retirementOf(provider, model);
  const days = retirement
    ? (Date.parse(retirement.shutdown_date) - today.getTime()) / 86_400_000
    : Number.POSITIVE_INFINITY;
  if (retirement && days < nearDays) {
    const { shutdown_date, successor } = retirement;
    const past = days < 0;
    warnings.push({
      code: past ? 'retired_model' : 'model_ends_soon',
      severity: 'warning',
      message: past
        ? `${provider} has shut down ${model} on ${shutdown_date}: calls of it fail.`
        : `${provider} shuts down ${model} on ${shutdown_date}.`,
      fix: `Set ${variablesOf[provider].model}=${successor}, or remove the setting to use ${provider}'s default model.`,
    });
  }
  if (!row) {
    warnings.push({
      code: 'unknown_price',
      severity: 'hint',
      message: `The price of ${provider} ${model} is not known: its calls count as 0 USD.`,
      fix: 'Name its prices in a file, and the file in LLM_PRICES_FILE.',
    });
  }
  return warnings;
}

function ignoredAddress(config: LlmConfig): SettingsWarning[] {
  const { LLM_PROVIDER: wanted, LLM_BASE_URL } = config;
  if (!LLM_BASE_URL || wanted === 'placeholder') return [];
  const first = wanted ?? allProviders.find((name) => isConfigured(name, config));
  if (!first || baseUrlVariable(first as ProviderName, config) === 'LLM_BASE_URL') return [];
  const own = variablesOf[first as ProviderName]?.base_url;
  return [
    {
      code: 'base_url_ignored',
      severity: 'warning',
      message: `LLM_BASE_URL is ignored for ${first}: it is DeepSeek's address, or that of openai-compatible where LLM_PROVIDER names it.`,
      fix:
        (own ? `For ${first} set ${own}. ` : '') +
        'For a server of your own set LLM_PROVIDER=openai-compatible and LLM_MODEL; for DeepSeek LLM_PROVIDER=deepseek.',
    },
  ];
}

function proxyWarnings(variables: Record<string, string>): SettingsWarning[] {
  const proxy = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].find((name) => variables[name]);
  if (!proxy || variables.NODE_USE_ENV_PROXY === '1') return [];
  return [
    {
      code: 'proxy_ignored',
      severity: 'warning',
      message: `${proxy} is set, but Node.js does not use it unless it is told to.`,
      fix: 'Set NODE_USE_ENV_PROXY=1 as well if models are reached through the proxy only.',
    },
  ];
}
