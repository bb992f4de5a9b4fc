import { interceptCalls } from './intercept-calls.ts';
import type { LanguageModel } from './language-model.ts';
import { placeholderAnswer } from './placeholder.ts';

/** What a task may cost, and what it has cost, in USD; null for no limit. */
export interface Budget {
  max_cost_usd: number | null;
  cost_usd: number;
}

/** A model that is no longer called once the budget and the cost of its own calls are used up; the placeholder then answers. */
export function limitCost(llm: LanguageModel, { max_cost_usd, cost_usd }: Budget): LanguageModel {
  if (max_cost_usd === null) return llm;
  let spent = cost_usd;
  return interceptCalls(llm, {
    instead: () => (spent >= max_cost_usd ? placeholderAnswer([], 'budget_used_up') : undefined),
    answered(answer) {
      spent += answer.cost_usd;
    },
  });
}
