import { expect, test } from 'vitest';
import { affordable } from './affordable.ts';
import { modelTable } from './model-table.ts';

const provider = (model: string) => ({ provider: 'openai' as const, model });
const priced = provider(modelTable.openai.default_model);
const unpriced = provider('a-model-of-our-own');
const request = { purpose: 'test', messages: [] };

test('without a budget whoever is configured may be called', () => {
  const chosen = { providers: [unpriced, priced], noProvider: 'no_key' as const };
  expect(affordable(chosen, request)).toBe(chosen);
});

test('under a budget no model is called whose price is not known', () => {
  const chosen = { providers: [unpriced, priced], noProvider: 'no_key' as const };
  expect(affordable(chosen, { ...request, left_usd: 1 }).providers).toEqual([priced]);
});

test('where none has a known price, that is the reason, not a missing key', () => {
  const chosen = { providers: [unpriced], noProvider: 'no_key' as const };
  expect(affordable(chosen, { ...request, left_usd: 1 })).toEqual({ providers: [], noProvider: 'price_unknown' });
});

test('a budget that is used up allows nobody, and a missing key stays the reason where there is none', () => {
  const chosen = { providers: [priced], noProvider: 'no_key' as const };
  expect(affordable(chosen, { ...request, left_usd: 0 })).toEqual({ providers: [], noProvider: 'budget_used_up' });
  const none = { providers: [], noProvider: 'no_key' as const };
  expect(affordable(none, { ...request, left_usd: 0 })).toBe(none);
});
