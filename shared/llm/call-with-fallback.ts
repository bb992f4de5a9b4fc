import { setTimeout as delay } from 'node:timers/promises';
import { attemptCall, type Call, type CallContext } from './attempt-call.ts';
import type { Callee, Engine } from './engine.ts';
import type { ModelAttempt, ModelRequest } from './language-model.ts';
import { retryDelay } from './retry-delay.ts';

/** How a request ended: with the result of the provider that gave one, or with nobody's. */
export type CallOutcome<Provider, Result> = { attempts: ModelAttempt[] } & (
  | { provider: Provider; result: Result }
  | { provider: null }
);

/**
 * Calls each provider in turn, once more where a retry may help, until one gives its result; its pieces are passed on as
 * they come, those of failed calls as well: what they mean together is the call's business. Rejects only on abort, with the
 * signal's reason; closing the generator stops the call.
 */
export async function* streamWithFallback<Provider extends Callee, Piece, Result>(
  call: Call<Provider, Piece, Result>,
  request: ModelRequest,
  signal: AbortSignal,
  engine: Engine<Provider>,
): AsyncGenerator<Piece, CallOutcome<Provider, Result>, void> {
  const { providers, observe, sleep = sleepUntilAborted, random = Math.random } = engine;
  const { timeoutSeconds: waitSeconds, requestTimeoutSeconds: requestSeconds } = engine;
  const limits = { waitSeconds, requestSeconds, endsAt: performance.now() + requestSeconds * 1000 };
  const attempts: ModelAttempt[] = [];
  signal.throwIfAborted();
  for (const provider of providers) {
    for (let retry = 1; ; retry++) {
      const outcome = yield* attemptCall(call, provider, signal, {
        limits,
        attempts,
        observe: (attempt) => observe?.(attempt, request, attempts),
      });
      attempts.push(outcome.attempt);
      signal.throwIfAborted();
      if ('result' in outcome) return { provider, result: outcome.result, attempts };
      // A time-out that must not be retried is the request's own.
      if (outcome.failure.error_class === 'timeout' && !outcome.failure.retryable) return { provider: null, attempts };
      const wait = retryDelay(outcome.failure, retry, random);
      if (wait === null || performance.now() + wait >= limits.endsAt) break;
      await sleep(wait, signal);
      signal.throwIfAborted();
    }
  }
  return { provider: null, attempts };
}

/** The same for calls that give their result in one piece. */
export async function callWithFallback<Provider extends Callee, Result>(
  call: (provider: Provider, context: CallContext) => Promise<Result>,
  request: ModelRequest,
  signal: AbortSignal,
  engine: Engine<Provider>,
): Promise<CallOutcome<Provider, Result>> {
  const whole: Call<Provider, never, Result> = (provider, context) => ({
    next: async () => ({ done: true, value: await call(provider, context) }),
  });
  const ended = await streamWithFallback(whole, request, signal, engine).next();
  if (!ended.done) throw new Error('A whole call has no pieces');
  return ended.value;
}

/** Ends early, without an error of its own, when the signal is aborted. */
const sleepUntilAborted = (milliseconds: number, signal: AbortSignal) =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);
