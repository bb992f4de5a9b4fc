import { messageOf } from '../errors.ts';
import { type Explanation, explainFailure } from './explain-failure.ts';
import type { ErrorClass } from './language-model.ts';
import { type ListedModel, listModels } from './list-models.ts';
import { ModelError } from './model-error.ts';
import { openProvider } from './open-provider.ts';
import type { SelectedProvider } from './select-providers.ts';

/** How a minimal real call of a provider went; where it failed, most likely why, and what to change. */
export interface Probe extends Partial<Explanation> {
  ok: boolean;
  latency_ms: number;
  error: string | null;
  error_class: ErrorClass | null;
  /** What the provider lists at `/models`; undefined where it lists nothing. */
  listed: ListedModel[] | undefined;
  checked_at: Date;
}

export interface ProbeOptions {
  /** Longest wait for the answer. */
  seconds: number;
  /** How long a result is given again. */
  cacheSeconds: number;
  now?: () => number;
}

/** Makes what probes a provider: one call at once, and not again until its result is old. */
export function createProber({ seconds, cacheSeconds, now = Date.now }: ProbeOptions) {
  const kept = new Map<string, { until: number; probe: Promise<Probe> }>();
  return (selected: SelectedProvider): Promise<Probe> => {
    const name = JSON.stringify([selected.provider, selected.model, selected.base_url]);
    const known = kept.get(name);
    if (known && now() < known.until) return known.probe;
    const probe = probeProvider(selected, seconds);
    kept.set(name, { until: now() + cacheSeconds * 1000, probe });
    return probe;
  };
}

const request = {
  purpose: 'probe',
  messages: [{ role: 'user' as const, content: 'Answer with one word: hello' }],
  maxOutputTokens: 16,
};

async function probeProvider(selected: SelectedProvider, seconds: number): Promise<Probe> {
  const checked_at = new Date();
  const listing = listModels(selected, AbortSignal.timeout(seconds * 1000));
  const started = performance.now();
  const failure = await call(selected, seconds);
  const latency_ms = Math.round(performance.now() - started);
  const listed = await listing;
  if (!failure) return { ok: true, latency_ms, error: null, error_class: null, listed, checked_at };
  const { error_class, message } = failure;
  const explained = explainFailure(selected, failure);
  return { ok: false, latency_ms, error: message, error_class, ...explained, listed, checked_at };
}

/** How a minimal call failed; undefined where it did not. */
async function call(selected: SelectedProvider, seconds: number): Promise<ModelError | undefined> {
  const signal = AbortSignal.timeout(seconds * 1000);
  try {
    await openProvider(selected).call(request, signal);
    return undefined;
  } catch (thrown) {
    if (signal.aborted) return new ModelError('timeout', `No answer within ${seconds} s`);
    const error = thrown instanceof ModelError ? thrown : new ModelError('unexpected', messageOf(thrown));
    // A model that thinks may use up the few tokens before its first word: it has been reached all the same.
    return error.error_class === 'invalid_output' && error.usage ? undefined : error;
  }
}
