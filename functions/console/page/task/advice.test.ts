import { expect, test } from 'vitest';
import { failureReason, placeholderAnswer } from '../../../../shared/llm/placeholder.ts';
import { taskZh } from '../text/zh-task.ts';
import { reasonKind } from './advice.ts';

test.each([
  ['no_key', 'noKey'],
  ['switched_off', 'switchedOff'],
  [{ misconfigured: 'LLM_FALLBACK names "openia".' }, 'misconfigured'],
  ['price_unknown', 'priceUnknown'],
  ['daily_budget_used_up', 'dailyBudget'],
  ['budget_used_up', 'budget'],
] as const)('the reason of %j is of the kind %s, and has words in Chinese', (why, kind) => {
  expect(reasonKind(placeholderAnswer([], why).degraded_reason ?? '')).toBe(kind);
  expect(taskZh.reasons[kind]).toMatch(/[一-鿿]/);
});

test('of several reasons the most telling one counts, whatever words a provider or a model has put in', () => {
  const failed = failureReason([]).en;
  expect(reasonKind(`The answer broke off, and nobody went on with it. ${failed}`)).toBe('modelsFailed');
  expect(reasonKind('The answer of openai m did not have the required form, twice: notes.0.passage: missing')).toBe(
    'wrongForm',
  );
  expect(reasonKind('The report of the language model cites none of the evidence.')).toBe('unverified');
  expect(reasonKind('Nothing in the knowledge base fits the query. | No language model is configured.')).toBe('noKey');
  expect(reasonKind('of another kind')).toBe('other');
});
