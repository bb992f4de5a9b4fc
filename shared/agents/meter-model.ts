import { interceptCalls } from '../llm/intercept-calls.ts';
import type { LanguageModel } from '../llm/language-model.ts';
import { joinReasons } from '../tasks/join-reasons.ts';
import type { StepUsage } from '../tasks/step-outcome.ts';

/** A model that adds up what its calls use, into `usage`. */
export const meterModel = (llm: LanguageModel, usage: StepUsage): LanguageModel =>
  interceptCalls(llm, {
    answered(answer) {
      usage.provider = answer.provider;
      usage.model = answer.model;
      usage.input_tokens += answer.usage.input_tokens;
      usage.output_tokens += answer.usage.output_tokens;
      usage.cost_usd += answer.cost_usd;
      if (answer.degraded) usage.degraded_reason = joinReasons(usage.degraded_reason, answer.degraded_reason);
    },
  });
