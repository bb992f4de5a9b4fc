import type { ModelUsage } from './language-model.ts';

/** The tokens of several calls together; a call that reported none counts nothing. */
export function addUsage(usages: (ModelUsage | null)[]): ModelUsage {
  const sum: ModelUsage = { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 };
  for (const usage of usages) {
    sum.input_tokens += usage?.input_tokens ?? 0;
    sum.cached_input_tokens += usage?.cached_input_tokens ?? 0;
    sum.output_tokens += usage?.output_tokens ?? 0;
  }
  return sum;
}
