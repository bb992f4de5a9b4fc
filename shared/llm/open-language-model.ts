import type { Config } from '../config.ts';
import type { Logger } from '../telemetry/logger.ts';
import { generateWithFallback } from './generate-with-fallback.ts';
import { pieces } from './intercept-calls.ts';
import type { LanguageModel, ModelAttempt, ModelRequest } from './language-model.ts';
import { openProvider } from './open-provider.ts';
import { type LlmConfig, selectProviders } from './select-providers.ts';

/** The language model that a configuration describes; logs every attempt. Throws a SetupError, see `selectProviders`. */
export function openLanguageModel(
  config: LlmConfig & Pick<Config, 'LLM_TIMEOUT_SECONDS'>,
  { logger }: { logger: Logger },
): LanguageModel {
  const observe = (attempt: ModelAttempt, { purpose }: ModelRequest) =>
    attempt.outcome === 'ok' || attempt.error_class === 'aborted'
      ? logger.debug({ purpose, ...attempt }, 'model call')
      : logger.warn({ purpose, ...attempt }, 'model call failed');
  const fallback = {
    providers: selectProviders(config).map(openProvider),
    noProvider: config.LLM_PROVIDER === 'placeholder' ? ('switched_off' as const) : ('no_key' as const),
    timeoutSeconds: config.LLM_TIMEOUT_SECONDS,
    observe,
  };
  return {
    generate: (request, signal) => generateWithFallback(request, signal, fallback),
    async *stream(request, signal) {
      yield* pieces(await generateWithFallback(request, signal, fallback));
    },
  };
}
