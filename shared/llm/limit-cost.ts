import { interceptCalls } from './intercept-calls.ts';
import type { LanguageModel } from './language-model.ts';

/** What a task may cost, and what it has cost, in USD; null for no limit. */
export interface Budget {
  max_cost_usd: number | null;
  cost_usd: number;
}

/**
 * A model that is told with each request what is left of the budget after the cost of its own calls: where that is
 * nothing, the placeholder answers. An answer whose cost is not known uses up the rest.
 */
export function limitCost(llm: LanguageModel, { max_cost_usd, cost_usd }: Budget): LanguageModel {
  if (max_cost_usd === null) return llm;
  let spent = cost_usd;
  return interceptCalls(llm, {
    change: (request) => ({ ...request, left_usd: max_cost_usd - spent }),
    answered(answer) {
      const unknown = answer.attempts.some((attempt) => attempt.outcome === 'ok' && attempt.cost_usd === null);
      spent += unknown ? Number.POSITIVE_INFINITY : answer.cost_usd;
    },
  });
}
