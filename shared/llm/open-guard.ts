import {
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import type { ErrorClass } from './language-model.ts';
import { ModelError } from './model-error.ts';

/** Is a provider called? `half-open`: the next call, or the one that is under way, decides. */
export interface BreakerState {
  provider: string;
  state: 'closed' | 'open' | 'half-open';
  /** Until when the provider is not called. */
  open_until: Date | null;
}

/** A place among a provider's calls, held until the call is over. */
export interface Pass {
  leave(failure?: ModelError): void;
}

/** What stands before one provider: a circuit breaker and a limit of the calls at once, both of this process. */
export interface ProviderGuard {
  /** Waits for a place; rejects with a ModelError where the provider is not to be called now. An abort gives the place back. */
  enter(signal: AbortSignal): Promise<Pass>;
  state(): BreakerState;
}

export interface GuardOptions {
  /** Failures in a row that open the breaker. */
  failures?: number;
  cooldownSeconds?: number;
  /** Calls at once, and how many more may wait for a place. */
  calls?: number;
  waiting?: number;
}

/** Failures that the next request would meet as well, whatever it asks. Limits of the rate are no outage. */
const outages = new Set<ErrorClass>(['connection', 'timeout', 'server_error', 'authentication', 'quota_exhausted']);

function isOutage({ error_class, retryable, usage }: ModelError): boolean {
  // An empty answer that was paid for may be the request's fault, and the end of a request's time is not the provider's.
  if (error_class === 'invalid_output') return usage === null;
  return outages.has(error_class) && (retryable || error_class !== 'timeout');
}

/** Did the call end by its caller's will, or with its request's time? */
const isGivenUp = ({ error_class }: ModelError): boolean => error_class === 'aborted' || error_class === 'timeout';

/** The guard of a provider; all calls of a process to it share one. */
export function openGuard(
  provider: string,
  { failures = 5, cooldownSeconds = 30, calls = 256, waiting = 1024 }: GuardOptions = {},
): ProviderGuard {
  let openUntil = 0;
  const onTrial = () => breaker.state === CircuitState.HalfOpen;
  const breaker = circuitBreaker(
    // A trial that was given up has shown nothing: it must not close the breaker.
    handleWhen((error) => error instanceof ModelError && (isOutage(error) || (onTrial() && isGivenUp(error)))),
    { halfOpenAfter: cooldownSeconds * 1000, breaker: new ConsecutiveBreaker(failures) },
  );
  breaker.onBreak(() => {
    openUntil = Date.now() + cooldownSeconds * 1000;
  });
  const places = bulkhead(calls, waiting);

  const state = (): BreakerState => {
    if (breaker.state === CircuitState.Closed) return { provider, state: 'closed', open_until: null };
    const open = breaker.state === CircuitState.Open && Date.now() < openUntil;
    return open
      ? { provider, state: 'open', open_until: new Date(openUntil) }
      : { provider, state: 'half-open', open_until: null };
  };

  const refuseWhileOpen = () => {
    const { state: now, open_until } = state();
    // cockatiel would let callers wait for the trial, however long it takes; the next provider serves them sooner.
    if (now !== 'open' && !onTrial()) return;
    const until = open_until?.toISOString() ?? 'a trial call is over';
    throw new ModelError('circuit_open', `Not called until ${until}: its last ${failures} calls failed`);
  };

  return {
    state,
    async enter(signal) {
      refuseWhileOpen();
      const entered = Promise.withResolvers<Pass>();
      const call = async () => {
        refuseWhileOpen();
        await breaker.execute(() => holdUntilLeft(signal, entered.resolve));
      };
      // Once entered, what this settles with is the call's outcome, which the caller knows.
      places.execute(call, signal).catch((error: unknown) => entered.reject(explain(error, calls)));
      return entered.promise;
    },
  };
}

/** Settles as the call does that `enter` lets in. */
function holdUntilLeft(signal: AbortSignal, enter: (pass: Pass) => void): Promise<void> {
  const over = Promise.withResolvers<void>();
  const leave = (failure?: ModelError) => (failure ? over.reject(failure) : over.resolve());
  const givenUp = () =>
    leave(signal.reason instanceof ModelError ? signal.reason : new ModelError('aborted', 'The call was given up'));
  signal.addEventListener('abort', givenUp, { once: true });
  enter({ leave });
  return over.promise;
}

const explain = (error: unknown, calls: number): unknown =>
  error instanceof BulkheadRejectedError
    ? new ModelError('overloaded', `Not called: ${calls} calls are under way, and too many wait`)
    : error;
