import { expect, test } from 'vitest';
import { placeholderAnswer } from '../llm/placeholder.ts';
import { joinReasons } from './join-reasons.ts';

const noKey = placeholderAnswer([], 'no_key').degraded_reason;
const budget = placeholderAnswer([], 'budget_used_up').degraded_reason;
const nothing = 'The knowledge base has nothing on it.';

test('reasons are joined, each once, in the order in which they came', () => {
  expect(joinReasons(null, nothing)).toBe(nothing);
  expect(joinReasons(nothing, nothing)).toBe(nothing);
  expect(joinReasons(nothing, 'B.')).toBe(`${nothing} | B.`);
  expect(joinReasons(`${nothing} | B.`, `B. | C.`)).toBe(`${nothing} | B. | C.`);
});

test('no reason is no reason', () => {
  expect(joinReasons(null, null)).toBeNull();
  expect(joinReasons(nothing, null)).toBe(nothing);
  expect(joinReasons('', ' ')).toBeNull();
});

test('that no model can be reached comes first, then the budget, then the rest', () => {
  expect(joinReasons(joinReasons(nothing, budget), noKey)).toBe(`${noKey} | ${budget} | ${nothing}`);
  const failed = placeholderAnswer([], 'switched_off').degraded_reason;
  expect(joinReasons(budget, failed)).toBe(`${failed} | ${budget}`);
});

test('a reason stays on one line, and neither it nor the list grows without bound', () => {
  expect(joinReasons(null, 'a\n  b')).toBe('a b');
  expect(joinReasons(null, 'x'.repeat(9000))).toHaveLength(500);
  const many = Array.from({ length: 50 }, (_, index) => `${index} ${'x'.repeat(100)}`);
  const all = many.reduce<string | null>(joinReasons, null);
  expect(all).toHaveLength(1500);
  expect(all).toContain(many[0]);
  expect(all?.endsWith('…')).toBe(true);
});
