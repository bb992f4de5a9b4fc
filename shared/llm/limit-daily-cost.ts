import type { DailySpending } from './daily-spending.ts';
import { pieces } from './intercept-calls.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from './language-model.ts';
import { placeholderAnswer } from './placeholder.ts';

/**
 * A model that is no longer called once the day's budget is used up: the placeholder then answers. Calls that are under
 * way at that moment, here and in other processes, may still go over it.
 */
export function limitDailyCost(llm: LanguageModel, budgetUsd: number, spending: DailySpending): LanguageModel {
  const leftFor = async ({ left_usd = Number.POSITIVE_INFINITY }: ModelRequest, signal: AbortSignal) => {
    signal.throwIfAborted();
    const left = budgetUsd - (await spending.today());
    signal.throwIfAborted();
    return left <= 0 ? undefined : Math.min(left, left_usd);
  };
  return {
    async generate(request, signal) {
      const left_usd = await leftFor(request, signal);
      if (left_usd === undefined) return placeholderAnswer([], 'daily_budget_used_up');
      let answer: ModelAnswer | undefined;
      spending.begin();
      try {
        answer = await llm.generate({ ...request, left_usd }, signal);
        return answer;
      } finally {
        spending.end(answer?.cost_usd ?? 0);
      }
    },
    async *stream(request, signal) {
      const left_usd = await leftFor(request, signal);
      if (left_usd === undefined) return yield* pieces(placeholderAnswer([], 'daily_budget_used_up'));
      let cost = 0;
      spending.begin();
      try {
        for await (const event of llm.stream({ ...request, left_usd }, signal)) {
          if (event.type === 'end') cost = event.answer.cost_usd;
          yield event;
        }
      } finally {
        spending.end(cost);
      }
    },
  };
}
