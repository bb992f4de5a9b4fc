import type { Config } from '../config.ts';
import type { Logger } from '../telemetry/logger.ts';
import { callCounter } from './count-calls.ts';
import type { Callee, Engine } from './engine.ts';
import type { ModelProvider } from './model-provider.ts';
import { type GuardOptions, openGuard } from './open-guard.ts';
import { openProvider } from './open-provider.ts';
import { readSelection } from './read-selection.ts';
import { selectAlternatives } from './select-alternatives.ts';
import type { LlmConfig, SelectedProvider } from './select-providers.ts';

/** The part of the configuration that an engine is made from. */
export type EngineConfig = LlmConfig &
  Pick<Config, 'LLM_TIMEOUT_SECONDS' | 'LLM_REQUEST_TIMEOUT_SECONDS' | 'LLM_MAX_CALLS'>;

/** A configured provider, and the same with each of its other models. */
export type Configured = Callee & ModelProvider & { alternatives: (Callee & ModelProvider)[] };

/** What an engine depends on; tests choose its waits and how fast its breakers open. */
export interface EnginePorts extends Pick<Engine, 'sleep' | 'random'> {
  logger: Logger;
  guard?: GuardOptions;
  /** Told of every call when it is over; the request carries the id that the answer will have. */
  onAttempt?: Engine['observe'];
}

/** The engine that a configuration describes; logs and counts every call. It also logs settings that are wrong. */
export function openEngine(
  config: EngineConfig,
  { logger, guard, onAttempt, ...waits }: EnginePorts,
): Engine<Configured> {
  const { providers: selected, noProvider } = readSelection(config);
  if (typeof noProvider === 'object') logger.error({ error: noProvider.misconfigured }, 'no model is called');
  const chosen = selected.map((one) => ({ one, others: selectAlternatives(one, config) }));
  const count = callCounter(chosen.flatMap(({ one, others }) => [one, ...others]));
  const observe: Engine['observe'] = (attempt, request, before) => {
    count(attempt);
    onAttempt?.(attempt, request, before);
    const told = { purpose: request.purpose, ...attempt };
    if (attempt.outcome === 'ok' || attempt.error_class === 'aborted') logger.debug(told, 'model call');
    else logger.warn(told, 'model call failed');
  };
  return {
    providers: chosen.map(({ one, others }) => {
      const guarded = openGuard(one.provider, { calls: config.LLM_MAX_CALLS, ...guard });
      const open = (selected: SelectedProvider) => ({ ...openProvider(selected), row: selected.row, guard: guarded });
      return { ...open(one), alternatives: others.map(open) };
    }),
    noProvider,
    timeoutSeconds: config.LLM_TIMEOUT_SECONDS,
    requestTimeoutSeconds: config.LLM_REQUEST_TIMEOUT_SECONDS,
    observe,
    ...waits,
  };
}
