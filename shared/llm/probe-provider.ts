import { messageOf } from '../errors.ts';
import { type Explanation, explainFailure } from './explain-failure.ts';
import type { ErrorClass, ModelAttempt, ModelRequest } from './language-model.ts';
import { type ListedModel, listModels } from './list-models.ts';
import { ModelError } from './model-error.ts';
import { openProvider } from './open-provider.ts';
import { recordAttempt } from './record-attempt.ts';
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
  /** Told of every call when it is over: it costs as any other does. */
  observe?: (attempt: ModelAttempt, request: ModelRequest) => void;
  now?: () => number;
}

/** Makes what probes a provider: one call at once, and not again until its result is old. */
export function createProber({ seconds, cacheSeconds, observe = () => {}, now = Date.now }: ProbeOptions) {
  const kept = new Map<string, { until: number; probe: Promise<Probe> }>();
  return (selected: SelectedProvider): Promise<Probe> => {
    const name = JSON.stringify([selected.provider, selected.model, selected.base_url]);
    const known = kept.get(name);
    if (known && now() < known.until) return known.probe;
    const probe = probeProvider(selected, { seconds, observe });
    kept.set(name, { until: now() + cacheSeconds * 1000, probe });
    return probe;
  };
}

const request: ModelRequest = {
  purpose: 'probe',
  caller: { agent: 'probe' },
  messages: [{ role: 'user', content: 'Answer with one word: hello' }],
  maxOutputTokens: 16,
};

type CallOptions = Required<Pick<ProbeOptions, 'seconds' | 'observe'>>;

async function probeProvider(selected: SelectedProvider, options: CallOptions): Promise<Probe> {
  const { seconds } = options;
  const checked_at = new Date();
  const listing = listModels(selected, AbortSignal.timeout(seconds * 1000));
  const started = performance.now();
  const failure = await call(selected, options);
  const latency_ms = Math.round(performance.now() - started);
  const listed = await listing;
  if (!failure) return { ok: true, latency_ms, error: null, error_class: null, listed, checked_at };
  const { error_class, message } = failure;
  const explained = explainFailure(selected, failure);
  return { ok: false, latency_ms, error: message, error_class, ...explained, listed, checked_at };
}

/** How a minimal call failed; undefined where it did not. */
async function call(selected: SelectedProvider, { seconds, observe }: CallOptions): Promise<ModelError | undefined> {
  const signal = AbortSignal.timeout(seconds * 1000);
  const { used, end } = recordAttempt(selected);
  let failure: ModelError | undefined;
  try {
    used((await openProvider(selected).call(request, signal)).usage);
  } catch (thrown) {
    const error = thrown instanceof ModelError ? thrown : new ModelError('unexpected', messageOf(thrown));
    failure = signal.aborted ? new ModelError('timeout', `No answer within ${seconds} s`) : error;
    // A model that thinks may use up the few tokens before its first word: it has been reached all the same.
    if (failure.error_class === 'invalid_output' && failure.usage) {
      used(failure.usage);
      failure = undefined;
    }
  }
  observe(end(failure), request);
  return failure;
}
