import type { LanguageModel } from './language-model.ts';
import { placeholderAnswer } from './placeholder.ts';

/** A model that is no longer called once `spentUsd` and the cost of its own calls reach `maxUsd`; the placeholder then answers. */
export function limitCost(llm: LanguageModel, maxUsd: number, spentUsd: number): LanguageModel {
  let spent = spentUsd;
  return {
    async generate(request, signal) {
      if (spent >= maxUsd) return placeholderAnswer([], 'budget_used_up');
      const answer = await llm.generate(request, signal);
      spent += answer.cost_usd;
      return answer;
    },
  };
}
