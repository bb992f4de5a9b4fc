import type { ModelAttempt } from '../llm/language-model.ts';

/** An attempt that went well, for tests, with parts of it as given. */
export const attemptOf = (provider: string, more: Partial<ModelAttempt> = {}): ModelAttempt => ({
  provider,
  model: `${provider}-model`,
  outcome: 'ok',
  error_class: null,
  error: null,
  milliseconds: 200,
  first_text_milliseconds: null,
  usage: { input_tokens: 100, cached_input_tokens: 40, output_tokens: 10 },
  cost_usd: 0.25,
  ...more,
});
