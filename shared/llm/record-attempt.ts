import { costOf } from './cost-of.ts';
import type { Callee } from './engine.ts';
import type { ModelAttempt, ModelUsage } from './language-model.ts';
import type { ModelError } from './model-error.ts';

/** What is learnt of an attempt while it is under way. */
export interface AttemptRecord {
  /** The first text has come; later calls change nothing. */
  sawText(): void;
  /** The usage as far as it is known; the last one counts. */
  used(usage: ModelUsage | null): void;
  /** How to estimate the usage, should the caller give the call up before it is told: it is paid for all the same. */
  estimated(usage: () => ModelUsage): void;
  /** The attempt as it went. */
  end(failure?: ModelError): ModelAttempt;
}

/** Records an attempt that began at `started`, on the clock of `performance.now()`. */
export function recordAttempt(
  { provider, model, row }: Pick<Callee, 'provider' | 'model' | 'row'>,
  started = performance.now(),
): AttemptRecord {
  const elapsed = () => Math.round(performance.now() - started);
  let firstText: number | null = null;
  let reported: ModelUsage | null = null;
  let estimate = (): ModelUsage | null => null;
  return {
    sawText() {
      firstText ??= elapsed();
    },
    used(usage) {
      reported = usage ?? reported;
    },
    estimated(usage) {
      let made: ModelUsage | undefined;
      estimate = () => {
        made ??= usage();
        return made;
      };
    },
    end(failure) {
      const usage = failure?.usage ?? reported ?? (failure?.error_class === 'aborted' ? estimate() : null);
      return {
        provider,
        model,
        outcome: failure ? 'error' : 'ok',
        error_class: failure?.error_class ?? null,
        error: failure?.message ?? null,
        milliseconds: elapsed(),
        first_text_milliseconds: firstText,
        usage,
        cost_usd: usage && costOf(provider, model, usage, row),
      };
    },
  };
}
