import { liveCache } from '../access/live.ts';
import { config } from '../config.ts';
import { logger } from '../telemetry/logger.ts';
import { cacheAnswers } from './cache-answers.ts';
import type { LanguageModel } from './language-model.ts';
import { openLanguageModel } from './open-language-model.ts';
import { type LlmConfig, type SelectedProvider, selectProviders } from './select-providers.ts';

let opened: LanguageModel | undefined;

/** This process' language model, as configured; opened at the first use. */
export const liveLlm: LanguageModel = {
  generate: async (request, signal) => open().generate(request, signal),
  async *stream(request, signal) {
    yield* open().stream(request, signal);
  },
};

function open(): LanguageModel {
  opened ??= cacheAnswers(openLanguageModel(config(), { logger: logger() }), {
    cache: liveCache(),
    seconds: config().LLM_CACHE_SECONDS,
    providers: describeProviders(config()),
  });
  return opened;
}

/** The providers that a configuration selects, in order, without their keys; an empty list means the placeholder answers. */
export const describeProviders = (configured: LlmConfig): Omit<SelectedProvider, 'api_key'>[] =>
  selectProviders(configured).map(({ provider, model, base_url }) => ({ provider, model, base_url }));
