import { addUsage } from './add-usage.ts';
import type { ModelAnswer, ModelAttempt } from './language-model.ts';

/** The answer that a model gave, with what all attempts at it used and cost. */
export const toAnswer = (
  { provider, model }: { provider: string; model: string | null },
  { text, finish_reason }: Pick<ModelAnswer, 'text' | 'finish_reason'>,
  attempts: ModelAttempt[],
  degraded_reason: string | null = null,
): ModelAnswer => ({
  id: crypto.randomUUID(),
  text,
  finish_reason,
  provider,
  model,
  usage: addUsage(attempts.map(({ usage }) => usage)),
  cost_usd: attempts.reduce((sum, { cost_usd }) => sum + (cost_usd ?? 0), 0),
  degraded: degraded_reason !== null,
  degraded_reason,
  cached: false,
  attempts,
});
