import type { DegradedCode, ModelAnswer, ModelAttempt } from './language-model.ts';
import { modelTable } from './model-table.ts';
import { toAnswer } from './to-answer.ts';

/** Why no provider could be called at all; `misconfigured` says what is wrong with the settings, and what to change. */
export type NoProvider =
  | Exclude<DegradedCode, 'all_failed' | 'misconfigured' | 'broke_off' | 'wrong_form'>
  | { misconfigured: string };

const keys = Object.values(modelTable).map(({ key }) => key);

const noProviderReasons = {
  no_key: {
    en: `No language model is configured: set ${keys.slice(0, -1).join(', ')} or ${keys.at(-1)}.`,
    zh: `未配置语言模型：请设置 ${keys.slice(0, -1).join('、')} 或 ${keys.at(-1)}。`,
  },
  switched_off: {
    en: 'LLM_PROVIDER=placeholder: language models are switched off.',
    zh: 'LLM_PROVIDER=placeholder：语言模型已关闭。',
  },
  budget_used_up: {
    en: 'The max_cost_usd of the task is used up, or what a call has cost is not known: no further model call was made.',
    zh: '任务的 max_cost_usd 已用完，或某次调用的费用未知：不再调用语言模型。',
  },
  daily_budget_used_up: {
    en: 'The LLM_DAILY_BUDGET_USD of this UTC day is used up: no further model call was made.',
    zh: '今日（UTC）的 LLM_DAILY_BUDGET_USD 已用完：不再调用语言模型。',
  },
  price_unknown: {
    en: 'A budget is set (max_cost_usd or LLM_DAILY_BUDGET_USD), and what the configured models cost is not known: none was called. Choose a model with a known price, or lift the budget.',
    zh: '已设置预算（max_cost_usd 或 LLM_DAILY_BUDGET_USD），但所配置模型的价格未知：未调用语言模型。请选择价格已知的模型，或取消预算。',
  },
};

const codeOf = (noProvider: NoProvider): DegradedCode =>
  typeof noProvider === 'string' ? noProvider : 'misconfigured';

const noProviderReason = (noProvider: NoProvider) =>
  typeof noProvider === 'string'
    ? noProviderReasons[noProvider]
    : {
        en: `The settings of the language models are wrong. ${noProvider.misconfigured}`,
        zh: `语言模型的设置有误。${noProvider.misconfigured}`,
      };

/** The last answer, when no model gave one: marked as degraded, it says what it is and why, in English and Chinese. */
export function placeholderAnswer(attempts: ModelAttempt[], noProvider: NoProvider): ModelAnswer {
  const reason = attempts.length > 0 ? failureReason(attempts) : noProviderReason(noProvider);
  const text = `This is a placeholder, not the answer of a language model. ${reason.en}\n这是占位文字，并非语言模型的回答。${reason.zh}`;
  const answer = toAnswer(
    { provider: 'placeholder', model: null },
    { text, finish_reason: 'stop' },
    attempts,
    reason.en,
  );
  return { ...answer, degraded_code: attempts.length > 0 ? 'all_failed' : codeOf(noProvider) };
}

/** Why nobody answered, in English and Chinese: names each provider once, with how its last attempt failed. */
export function failureReason(attempts: ModelAttempt[]) {
  const last = [...new Map(attempts.map((attempt) => [attempt.provider, attempt])).values()];
  const failures = last
    .map(({ provider, model, error_class, error }) => `${provider} ${model} (${error_class}: ${error})`)
    .join('; ');
  return { en: `Every language model failed: ${failures}.`, zh: `所有语言模型均调用失败：${failures}。` };
}
