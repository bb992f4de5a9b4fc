import type { ModelAnswer } from '../language-model.ts';

/** What a completion says beyond OpenAI's fields, as `multi_agent`: who answered, and how it went. */
export type AnswerNote = Pick<
  ModelAnswer,
  'id' | 'provider' | 'model' | 'cost_usd' | 'degraded' | 'degraded_reason' | 'attempts'
>;

export const noteOf = ({
  id,
  provider,
  model,
  cost_usd,
  degraded,
  degraded_reason,
  attempts,
}: ModelAnswer): AnswerNote => ({ id, provider, model, cost_usd, degraded, degraded_reason, attempts });
