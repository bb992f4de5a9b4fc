import { modelTable, type ProviderName, providerNames } from './model-table.ts';
import { type LlmConfig, variablesOf } from './provider-settings.ts';
import { retirementOf } from './retired-models.ts';
import { SelectionError } from './selection-error.ts';

/** The model of a provider: its own variable's, LLM_MODEL's if it is asked first, the table's. Throws a SelectionError for another maker's. */
export function chooseModel(provider: ProviderName, isFirst: boolean, config: LlmConfig): string {
  const variable = config[variablesOf[provider].model] ? variablesOf[provider].model : isFirst && 'LLM_MODEL';
  const named = variable && config[variable];
  if (!named) return defaultModel(provider, isFirst);
  if (provider !== 'openai-compatible') refuseForeign(provider, named, variable);
  return named;
}

function defaultModel(provider: ProviderName, isFirst: boolean): string {
  if (provider !== 'openai-compatible') return modelTable[provider].default_model;
  throw new SelectionError(
    'no_model',
    'openai-compatible has an address, but no model.',
    `Set ${variablesOf[provider].model}${isFirst ? ' or LLM_MODEL' : ''} to a name that the server lists at /models.`,
  );
}

function refuseForeign(provider: Exclude<ProviderName, 'openai-compatible'>, model: string, variable: string): void {
  const owner = providerNames.find((name) => modelTable[name].owns.test(model));
  if (!owner || owner === provider) return;
  const { models, default_model, key } = modelTable[owner];
  const works = model in models ? model : (retirementOf(owner, model)?.successor ?? default_model);
  const own = `${variable}=${modelTable[provider].default_model}`;
  throw variable === 'LLM_MODEL'
    ? new SelectionError(
        'foreign_model',
        `LLM_MODEL=${model} belongs to ${owner}, but ${provider} is asked first.`,
        `Set LLM_PROVIDER=${owner} and LLM_MODEL=${works} (with ${key}), or LLM_PROVIDER=${provider} and ${own}.`,
      )
    : new SelectionError(
        'foreign_model',
        `${variable}=${model} belongs to ${owner}, not to ${provider}.`,
        `Set ${variable}=${modelTable[provider].default_model}, or ${variablesOf[owner].model}=${works} (with ${key}).`,
      );
}
