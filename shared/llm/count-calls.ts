import { metrics } from '../telemetry/metrics.ts';
import type { Callee } from './engine.ts';
import type { ModelAnswer, ModelAttempt } from './language-model.ts';
import { modelRow, type ProviderName } from './model-table.ts';

const operation = { gen_ai_operation_name: 'chat' };

/** Makes what counts calls of models among this process' metrics; models that are neither known nor `configured` are `other`. */
export function callCounter(configured: Pick<Callee, 'model'>[]): (attempt: ModelAttempt) => void {
  const named = new Set(configured.map(({ model }) => model));
  return ({ provider, model, outcome, error_class, milliseconds, first_text_milliseconds, usage, cost_usd }) => {
    if (outcome === 'skipped') return;
    const known = named.has(model) || modelRow(provider as ProviderName, model);
    const label = known ? model : 'other';
    const call = { ...operation, gen_ai_provider_name: provider, gen_ai_request_model: label };
    const { modelDuration, modelFirstText, modelTokens, modelCost } = metrics();
    modelDuration.observe({ ...call, error_type: error_class ?? '' }, milliseconds / 1000);
    if (first_text_milliseconds !== null) modelFirstText.observe(call, first_text_milliseconds / 1000);
    if (usage) {
      modelTokens.observe({ ...call, gen_ai_token_type: 'input' }, usage.input_tokens);
      modelTokens.observe({ ...call, gen_ai_token_type: 'output' }, usage.output_tokens);
    }
    modelCost.inc({ provider, model: label }, cost_usd ?? 0);
  };
}

/** Counts an answer: who gave it, and which providers were asked again or given up on the way. */
export function countAnswer({ provider, cached, attempts }: ModelAnswer): void {
  const { modelAnswers, modelRetries, modelFallbacks } = metrics();
  modelAnswers.inc({ source: cached ? 'cache' : provider });
  attempts.forEach((attempt, place) => {
    const before = attempts[place - 1];
    if (before?.provider === attempt.provider) modelRetries.inc({ provider: attempt.provider });
    else if (before) modelFallbacks.inc({ provider: before.provider });
  });
}
