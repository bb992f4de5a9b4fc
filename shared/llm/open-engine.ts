import type { Config } from '../config.ts';
import type { Logger } from '../telemetry/logger.ts';
import { callCounter } from './count-calls.ts';
import type { Callee, Engine } from './engine.ts';
import type { ModelProvider } from './model-provider.ts';
import { type GuardOptions, openGuard } from './open-guard.ts';
import { openProvider } from './open-provider.ts';
import { readSelection } from './read-selection.ts';
import type { LlmConfig } from './select-providers.ts';

/** The part of the configuration that an engine is made from. */
export type EngineConfig = LlmConfig &
  Pick<Config, 'LLM_TIMEOUT_SECONDS' | 'LLM_REQUEST_TIMEOUT_SECONDS' | 'LLM_MAX_CALLS'>;

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
): Engine<Callee & ModelProvider> {
  const { providers: selected, noProvider } = readSelection(config);
  if (typeof noProvider === 'object') logger.error({ error: noProvider.misconfigured }, 'no model is called');
  const count = callCounter(selected);
  const observe: Engine['observe'] = (attempt, request, before) => {
    count(attempt);
    onAttempt?.(attempt, request, before);
    const told = { purpose: request.purpose, ...attempt };
    if (attempt.outcome === 'ok' || attempt.error_class === 'aborted') logger.debug(told, 'model call');
    else logger.warn(told, 'model call failed');
  };
  return {
    providers: selected.map((one) => ({
      ...openProvider(one),
      row: one.row,
      guard: openGuard(one.provider, { calls: config.LLM_MAX_CALLS, ...guard }),
    })),
    noProvider,
    timeoutSeconds: config.LLM_TIMEOUT_SECONDS,
    requestTimeoutSeconds: config.LLM_REQUEST_TIMEOUT_SECONDS,
    observe,
    ...waits,
  };
}
