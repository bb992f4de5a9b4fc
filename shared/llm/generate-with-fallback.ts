import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { addUsage } from './add-usage.ts';
import { costOf } from './cost-of.ts';
import type { ModelAnswer, ModelAttempt, ModelRequest } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { ModelProvider, ProviderReply } from './model-provider.ts';
import { type NoProvider, placeholderAnswer } from './placeholder.ts';
import { retryDelay } from './retry-delay.ts';
import { withDeadline } from './with-deadline.ts';

export interface Fallback {
  /** In the order in which they are tried. */
  providers: ModelProvider[];
  /** What the placeholder says when the list is empty. */
  noProvider: NoProvider;
  /** Longest time of one attempt. */
  timeoutSeconds: number;
  /** Told of every attempt, good or bad, when it is over. */
  observe?: (attempt: ModelAttempt, request: ModelRequest) => void;
  sleep?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  random?: () => number;
}

/** Asks each provider in turn, once more where a retry may help, then answers with the placeholder. Rejects only on abort. */
export async function generateWithFallback(
  request: ModelRequest,
  signal: AbortSignal,
  fallback: Fallback,
): Promise<ModelAnswer> {
  const { providers, noProvider, observe, sleep = sleepUntilAborted, random = Math.random } = fallback;
  const attempts: ModelAttempt[] = [];
  signal.throwIfAborted();
  for (const provider of providers) {
    for (let retry = 1; ; retry++) {
      const outcome = await attempt(provider, request, signal, fallback);
      attempts.push(outcome.attempt);
      observe?.(outcome.attempt, request);
      signal.throwIfAborted();
      if ('reply' in outcome) return answer(provider, outcome.reply, attempts);
      const wait = retryDelay(outcome.failure, retry, random);
      if (wait === null) break;
      await sleep(wait, signal);
      signal.throwIfAborted();
    }
  }
  return placeholderAnswer(attempts, noProvider);
}

type Outcome = { attempt: ModelAttempt } & ({ reply: ProviderReply } | { failure: ModelError });

async function attempt(
  { provider, model, call }: ModelProvider,
  request: ModelRequest,
  signal: AbortSignal,
  { timeoutSeconds }: Fallback,
): Promise<Outcome> {
  const started = performance.now();
  const record = (usage: ModelAttempt['usage'], failure?: ModelError): ModelAttempt => ({
    provider,
    model,
    outcome: failure ? 'error' : 'ok',
    error_class: failure?.error_class ?? null,
    error: failure?.message ?? null,
    milliseconds: Math.round(performance.now() - started),
    first_text_milliseconds: null,
    usage,
    cost_usd: usage && costOf(provider, model, usage),
  });
  try {
    const reply = await withDeadline(timeoutSeconds * 1000, signal, (bounded) => call(request, bounded));
    return { reply, attempt: record(reply.usage) };
  } catch (thrown) {
    const failure = asModelError(thrown, signal);
    return { failure, attempt: record(failure.usage, failure) };
  }
}

/** An adapter's own fault must not cost the caller the other providers' answer. */
function asModelError(thrown: unknown, signal: AbortSignal): ModelError {
  if (thrown instanceof ModelError) return thrown;
  return signal.aborted
    ? new ModelError('aborted', 'Aborted by the caller')
    : new ModelError('unexpected', messageOf(thrown), { cause: thrown });
}

const answer = (
  { provider, model }: ModelProvider,
  { text, finish_reason }: ProviderReply,
  attempts: ModelAttempt[],
): ModelAnswer => ({
  id: crypto.randomUUID(),
  text,
  finish_reason,
  provider,
  model,
  usage: addUsage(attempts.map(({ usage }) => usage)),
  cost_usd: attempts.reduce((sum, { cost_usd }) => sum + (cost_usd ?? 0), 0),
  degraded: false,
  degraded_reason: null,
  cached: false,
  attempts,
});

/** Ends early, without an error of its own, when the signal is aborted. */
const sleepUntilAborted = (milliseconds: number, signal: AbortSignal) =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);
