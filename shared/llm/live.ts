import { liveCache } from '../access/live.ts';
import { config } from '../config.ts';
import { logger } from '../telemetry/logger.ts';
import { metrics } from '../telemetry/metrics.ts';
import { cacheAnswers } from './cache-answers.ts';
import { countAnswer } from './count-calls.ts';
import type { Callee, Engine } from './engine.ts';
import { interceptCalls } from './intercept-calls.ts';
import type { LanguageModel } from './language-model.ts';
import type { ModelProvider } from './model-provider.ts';
import { openEngine } from './open-engine.ts';
import { languageModelOf } from './open-language-model.ts';
import { readSelection } from './read-selection.ts';
import type { LlmConfig, SelectedProvider } from './select-providers.ts';

let engine: Engine<Callee & ModelProvider> | undefined;
let opened: LanguageModel | undefined;

/** What all calls of this process share, as configured, the states of its breakers among it; opened at the first use. */
export function liveEngine(): Engine<Callee & ModelProvider> {
  if (!engine) {
    engine = openEngine(config(), { logger: logger() });
    const { providers } = engine;
    const { breakerOpen } = metrics();
    breakerOpen.collect = () => {
      for (const { provider, guard } of providers)
        breakerOpen.set({ provider }, Number(guard.state().state !== 'closed'));
    };
  }
  return engine;
}

/** This process' language model, as configured; opened at the first use. */
export const liveLlm: LanguageModel = {
  generate: async (request, signal) => open().generate(request, signal),
  async *stream(request, signal) {
    yield* open().stream(request, signal);
  },
};

function open(): LanguageModel {
  const options = {
    cache: liveCache(),
    seconds: config().LLM_CACHE_SECONDS,
    providers: describeProviders(config()),
  };
  opened ??= interceptCalls(cacheAnswers(languageModelOf(liveEngine()), options), { answered: countAnswer });
  return opened;
}

/** The providers that a configuration selects, in order, without their keys; an empty list means the placeholder answers, as it does where the settings are wrong. */
export const describeProviders = (configured: LlmConfig): Pick<SelectedProvider, 'provider' | 'model' | 'base_url'>[] =>
  readSelection(configured).providers.map(({ provider, model, base_url }) => ({ provider, model, base_url }));
