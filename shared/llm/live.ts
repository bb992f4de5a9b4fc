import { liveCache } from '../access/live.ts';
import { config, runsOnLambda } from '../config.ts';
import { liveDatabase } from '../database/live.ts';
import { logger } from '../telemetry/logger.ts';
import { metrics } from '../telemetry/metrics.ts';
import { cacheAnswers } from './cache-answers.ts';
import { recordOfAttempt } from './call-record.ts';
import { countAnswer } from './count-calls.ts';
import { createDailySpending } from './daily-spending.ts';
import type { Callee, Engine } from './engine.ts';
import { interceptCalls } from './intercept-calls.ts';
import type { LanguageModel } from './language-model.ts';
import { limitDailyCost } from './limit-daily-cost.ts';
import { liveCalls } from './live-calls.ts';
import type { ModelProvider } from './model-provider.ts';
import { openEngine } from './open-engine.ts';
import { languageModelOf } from './open-language-model.ts';
import { readSelection } from './read-selection.ts';
import { recordAnswers } from './record-answers.ts';
import type { LlmConfig, SelectedProvider } from './select-providers.ts';

let engine: Engine<Callee & ModelProvider> | undefined;
let opened: LanguageModel | undefined;

/** What all calls of this process share, as configured, the states of its breakers among it; opened at the first use. */
export function liveEngine(): Engine<Callee & ModelProvider> {
  if (!engine) {
    engine = openEngine(config(), {
      logger: logger(),
      onAttempt: (attempt, request) => liveCalls.add(recordOfAttempt(attempt, request)),
    });
    const { providers } = engine;
    const { breakerOpen } = metrics();
    breakerOpen.collect = () => {
      for (const { provider, guard } of providers)
        breakerOpen.set({ provider }, Number(guard.state().state !== 'closed'));
    };
  }
  return engine;
}

/** This process' language model, as configured, whose calls are stored; opened at the first use. */
export const liveLlm: LanguageModel = {
  generate: async (request, signal) => open().generate(request, signal),
  async *stream(request, signal) {
    yield* open().stream(request, signal);
  },
  stored: () => liveCalls.flush(),
};

function open(): LanguageModel {
  const options = {
    cache: liveCache(),
    seconds: config().LLM_CACHE_SECONDS,
    providers: describeProviders(config()),
  };
  opened ??= recordAnswers(interceptCalls(cacheAnswers(limited(), options), { answered: countAnswer }), {
    calls: liveCalls,
    logger,
    onDegraded: (reason) => metrics().modelDegraded.inc({ reason }),
    frozen: runsOnLambda(),
  });
  return opened;
}

/** The providers behind the day's budget, if there is one. */
function limited(): LanguageModel {
  const llm = languageModelOf(liveEngine());
  const { LLM_DAILY_BUDGET_USD: budget } = config();
  if (budget === undefined) return llm;
  return limitDailyCost(llm, budget, createDailySpending({ database: liveDatabase, calls: liveCalls, logger }));
}

/** The providers that a configuration selects, in order, without their keys; an empty list means the placeholder answers, as it does where the settings are wrong. */
export const describeProviders = (configured: LlmConfig): Pick<SelectedProvider, 'provider' | 'model' | 'base_url'>[] =>
  readSelection(configured).providers.map(({ provider, model, base_url }) => ({ provider, model, base_url }));
