import { liveCache } from '../access/live.ts';
import { config, runsOnLambda } from '../config.ts';
import { liveDatabase } from '../database/live.ts';
import { logger } from '../telemetry/logger.ts';
import { metrics } from '../telemetry/metrics.ts';
import { cacheAnswers } from './cache-answers.ts';
import { recordOfAttempt } from './call-record.ts';
import { countAnswer } from './count-calls.ts';
import { createDailySpending, type DailySpending } from './daily-spending.ts';
import type { Engine } from './engine.ts';
import type { LanguageModel } from './language-model.ts';
import { limitDailyCost } from './limit-daily-cost.ts';
import { liveCalls } from './live-calls.ts';
import { type Configured, openEngine } from './open-engine.ts';
import { languageModelOf } from './open-language-model.ts';
import { readSelection } from './read-selection.ts';
import { type AnswerRecorder, answerRecorder, recordAnswers } from './record-answers.ts';
import type { LlmConfig, SelectedProvider } from './select-providers.ts';

let engine: Engine<Configured> | undefined;
let opened: LanguageModel | undefined;
let record: AnswerRecorder | undefined;
let spending: DailySpending | undefined;

/** What all calls of this process share, as configured, the states of its breakers among it; opened at the first use. */
export function liveEngine(): Engine<Configured> {
  if (!engine) {
    engine = openEngine(config(), {
      logger: logger(),
      onAttempt: (attempt, request) => liveCalls.add(recordOfAttempt(attempt, request)),
    });
    const { providers } = engine;
    const { breakerOpen } = metrics();
    breakerOpen.collect = () => {
      for (const { provider, guard } of providers)
        breakerOpen.set({ provider }, Number(guard.state().state === 'open'));
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
  opened ??= recordAnswers(cacheAnswers(limited(), options), { record: recordLiveAnswer, calls: liveCalls });
  return opened;
}

/** The providers behind the day's budget, if there is one. */
function limited(): LanguageModel {
  const llm = languageModelOf(liveEngine());
  const budget = liveBudget();
  return budget ? limitDailyCost(llm, budget.usd, budget.spending) : llm;
}

/** The day's budget, and what this process spends of it. */
export function liveBudget(): { usd: number; spending: DailySpending } | undefined {
  const { LLM_DAILY_BUDGET_USD: usd } = config();
  if (usd === undefined) return undefined;
  spending ??= createDailySpending({ database: liveDatabase, calls: liveCalls, logger });
  return { usd, spending };
}

/** Counts, logs and, where no model gave it, stores an answer, whichever way it was asked for. */
export const recordLiveAnswer: AnswerRecorder = (answer, request) => {
  countAnswer(answer);
  record ??= answerRecorder({
    calls: liveCalls,
    logger,
    onDegraded: (reason) => metrics().modelDegraded.inc({ reason }),
    frozen: runsOnLambda(),
  });
  return record(answer, request);
};

/** The providers that a configuration selects, in order, without their keys; an empty list means the placeholder answers, as it does where the settings are wrong. */
export const describeProviders = (configured: LlmConfig): Pick<SelectedProvider, 'provider' | 'model' | 'base_url'>[] =>
  readSelection(configured).providers.map(({ provider, model, base_url }) => ({ provider, model, base_url }));
