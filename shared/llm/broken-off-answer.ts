import type { ModelAnswer, ModelAttempt } from './language-model.ts';
import { failureReason } from './placeholder.ts';
import { toAnswer } from './to-answer.ts';

/** What there is of an answer that broke off and that nobody went on with, degraded. */
export const brokenOffAnswer = (
  speaker: { provider: string; model: string },
  text: string,
  attempts: ModelAttempt[],
): ModelAnswer => ({
  ...toAnswer(
    speaker,
    { text, finish_reason: 'length' },
    attempts,
    `The answer broke off, and nobody went on with it. ${failureReason(attempts).en}`,
  ),
  degraded_code: 'broke_off',
});
