import { messageOf } from '../errors.ts';
import type { Callee } from './engine.ts';
import type { ModelAttempt } from './language-model.ts';
import { ModelError } from './model-error.ts';
import { type Limits, openDeadline } from './open-deadline.ts';
import type { Pass } from './open-guard.ts';
import { type AttemptRecord, recordAttempt } from './record-attempt.ts';

/** What a call is given, and tells the engine of itself as it goes. */
export interface CallContext extends Pick<AttemptRecord, 'sawText' | 'used' | 'estimated'> {
  /** Aborted when the call must stop. */
  signal: AbortSignal;
  /** What was tried before. */
  attempts: readonly ModelAttempt[];
}

/** One HTTP request to a provider: yields pieces, as many as it likes, and returns the result. Rejects with a ModelError. */
export type Call<Provider, Piece, Result> = (provider: Provider, context: CallContext) => AsyncIterator<Piece, Result>;

export type AttemptOutcome<Result> = { attempt: ModelAttempt } & ({ result: Result } | { failure: ModelError });

export interface AttemptOptions {
  limits: Limits;
  /** What was tried before. */
  attempts: readonly ModelAttempt[];
  /** Told of the call when it is over, also when its caller closes it; of one that is not made, not. */
  observe: (attempt: ModelAttempt) => void;
}

/** Calls a provider once, if its guard lets the call pass: passes its pieces on, and never rejects. */
export async function* attemptCall<Provider extends Callee, Piece, Result>(
  call: Call<Provider, Piece, Result>,
  provider: Provider,
  signal: AbortSignal,
  { limits, attempts, observe }: AttemptOptions,
): AsyncGenerator<Piece, AttemptOutcome<Result>, void> {
  const deadline = openDeadline(limits, signal);
  const waitsSince = performance.now();
  let pass: Pass;
  try {
    pass = await deadline.within(provider.guard.enter(deadline.signal));
  } catch (thrown) {
    const failure = asModelError(thrown, signal);
    deadline.end(failure);
    return { failure, attempt: { ...recordAttempt(provider, waitsSince).end(failure), outcome: 'skipped' } };
  }
  const { sawText, used, estimated, end } = recordAttempt(provider);
  let iterator: AsyncIterator<Piece, Result> | undefined;
  let over = false;
  let failure: ModelError | undefined;
  try {
    iterator = call(provider, { signal: deadline.signal, attempts, sawText, used, estimated });
    for (;;) {
      const next = await deadline.within(iterator.next());
      if (next.done) {
        over = true;
        return { result: next.value, attempt: end() };
      }
      yield next.value;
    }
  } catch (thrown) {
    failure = asModelError(thrown, signal);
    return { failure, attempt: end(failure) };
  } finally {
    if (!over) failure ??= new ModelError('aborted', 'Closed by the caller');
    pass.leave(failure);
    deadline.end(failure);
    // Not waited for: a call that does not heed its signal holds up nobody.
    if (failure) iterator?.return?.().catch(() => undefined);
    observe(end(failure));
  }
}

/** An adapter's own fault must not cost the caller the other providers' answer. */
function asModelError(thrown: unknown, signal: AbortSignal): ModelError {
  if (signal.aborted) return new ModelError('aborted', 'Aborted by the caller');
  return thrown instanceof ModelError ? thrown : new ModelError('unexpected', messageOf(thrown), { cause: thrown });
}
