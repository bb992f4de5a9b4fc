import type { taskEn } from '../text/en-task.ts';

type Advice = keyof typeof taskEn.advice;

/** Each reason of a degraded result by the words that the server has for it, the most telling first. */
const ofReasons: [RegExp, Exclude<Advice, 'timeout' | 'worker' | 'gone' | 'input' | 'unknown' | 'other'>][] = [
  [/no language model is configured/i, 'noKey'],
  [/LLM_PROVIDER=placeholder/i, 'switchedOff'],
  [/settings of the language models are wrong/i, 'misconfigured'],
  [/what the configured models cost is not known/i, 'priceUnknown'],
  [/every language model failed/i, 'modelsFailed'],
  [/did not have the required form/i, 'wrongForm'],
  [/LLM_DAILY_BUDGET_USD/i, 'dailyBudget'],
  [/max_cost_usd|budget/i, 'budget'],
  [/no quote could be verified|cites none of the evidence/i, 'unverified'],
  [/found no evidence|passage|document|knowledge base/i, 'evidence'],
];

const ofCodes: Record<string, Advice> = {
  step_timeout: 'timeout',
  worker_lost: 'worker',
  unknown_agent: 'unknown',
  unknown_step: 'unknown',
  not_found: 'gone',
  validation_error: 'input',
};

/** What kind of reason one or several are, by the most telling of them. */
export const reasonKind = (reason: string) => ofReasons.find(([form]) => form.test(reason))?.[1] ?? 'other';

/** What to do about a failed task, by the code of its error. */
export const adviceOnError = (code: string): Advice => ofCodes[code] ?? 'other';
