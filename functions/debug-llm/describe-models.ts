import type * as z from 'zod';
import type { Config } from '../../shared/config.ts';
import type { DiagnosisView } from '../../shared/http/diagnosis-view.ts';
import { diagnoseSelection, type SettingsWarning } from '../../shared/llm/diagnose-selection.ts';
import type { BreakerState } from '../../shared/llm/open-guard.ts';
import type { Probe } from '../../shared/llm/probe-provider.ts';
import { publicUrl } from '../../shared/llm/public-url.ts';
import type { SelectedProvider } from '../../shared/llm/select-providers.ts';
import { showVariable } from '../../shared/llm/show-variable.ts';

/** What the endpoint depends on: how this process is configured, and a way to call a provider. */
export interface DebugPorts {
  config(): Config;
  variables(): Record<string, string>;
  probe(selected: SelectedProvider): Promise<Probe>;
  breakers(): BreakerState[];
}

/** What this process makes of its settings for models, and, if wanted, whether the first one answers. */
export async function describeModels(
  withProbe: boolean,
  { config, variables, probe, breakers }: DebugPorts,
): Promise<z.input<typeof DiagnosisView>> {
  const configured = config();
  const set = variables();
  const { providers, reason, warnings } = diagnoseSelection(configured, set, new Date());
  const [first, ...rest] = providers;
  const probed = withProbe && first ? await probe(first) : undefined;
  return {
    environment: Object.fromEntries(Object.entries(set).map(([name, value]) => [name, showVariable(name, value)])),
    configuration: {
      provider: configured.LLM_PROVIDER ?? null,
      fallback: configured.LLM_FALLBACK ?? null,
      timeout_seconds: configured.LLM_TIMEOUT_SECONDS,
      cache_seconds: configured.LLM_CACHE_SECONDS,
    },
    detected: { provider: 'placeholder', model: null, base_url: null, ...(first && view(first)), reason },
    fallback: rest.map(view),
    breakers: breakers().map(({ open_until, ...state }) => ({
      ...state,
      open_until: open_until?.toISOString() ?? null,
    })),
    warnings: [...warnings, ...(first && probed ? listWarnings(first, probed) : [])],
    probe: probed ? viewProbe(probed) : null,
  };
}

const view = ({ provider, model, base_url }: SelectedProvider) => ({
  provider,
  model,
  base_url: publicUrl(base_url),
});

function viewProbe({ listed: _, checked_at, ...probe }: Probe) {
  return { likely_cause: null, fix: null, ...probe, checked_at: checked_at.toISOString() };
}

function listWarnings({ provider, model }: SelectedProvider, { listed }: Probe): SettingsWarning[] {
  if (!listed) return [];
  const known = listed.find(({ id }) => id === model || id === `${model}:latest`);
  if (known?.shutdown_date) {
    const message = `${provider} shuts down ${model} on ${known.shutdown_date}, its own list says.`;
    return [{ code: 'model_ends', severity: 'warning', message, fix: 'Choose a model without an end in its list.' }];
  }
  if (known) return [];
  const near = listed.slice(0, 8).map(({ id }) => id);
  return [
    {
      code: 'unlisted_model',
      severity: 'warning',
      message: `${provider} does not list ${model} at /models.`,
      fix: `It lists ${near.join(', ')}${listed.length > near.length ? ', …' : ''}.`,
    },
  ];
}
