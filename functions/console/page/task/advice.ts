import type { taskEn } from '../text/en-task.ts';

type Advice = keyof typeof taskEn.advice;

const ofReasons: [RegExp, Advice][] = [
  [/no language model is configured/i, 'noKey'],
  [/LLM_PROVIDER=placeholder/i, 'switchedOff'],
  [/every language model failed/i, 'modelsFailed'],
  [/max_cost_usd|budget/i, 'budget'],
  [/passage|evidence|document|knowledge base/i, 'evidence'],
];

const ofCodes: Record<string, Advice> = {
  step_timeout: 'timeout',
  worker_lost: 'worker',
  unknown_agent: 'unknown',
  unknown_step: 'unknown',
  not_found: 'gone',
  validation_error: 'input',
};

/** What to do about a degraded result, by the most telling of its reasons. */
export const adviceOnReason = (reason: string): Advice => ofReasons.find(([form]) => form.test(reason))?.[1] ?? 'other';

/** What to do about a failed task, by the code of its error. */
export const adviceOnError = (code: string): Advice => ofCodes[code] ?? 'other';
