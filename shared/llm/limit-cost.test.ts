import { expect, test } from 'vitest';
import { attemptOf } from '../testing/attempt-of.ts';
import { fakeLanguageModel } from '../testing/fake-language-model.ts';
import { limitCost } from './limit-cost.ts';
import { placeholderAnswer } from './placeholder.ts';

const request = { purpose: 'test', messages: [{ role: 'user' as const, content: 'x' }] };
const paid = {
  ...placeholderAnswer([], 'no_key'),
  provider: 'openai',
  cost_usd: 0.4,
  degraded: false,
  degraded_reason: null,
};
const { signal } = new AbortController();

test('calls are made until the budget is used up, and then answered by the placeholder with the reason', async () => {
  const fake = fakeLanguageModel([paid, paid]);
  const llm = limitCost(fake, { max_cost_usd: 1, cost_usd: 0.3 });
  expect((await llm.generate(request, signal)).provider).toBe('openai');
  expect((await llm.generate(request, signal)).provider).toBe('openai');
  expect(await llm.generate(request, signal)).toMatchObject({
    provider: 'placeholder',
    degraded_reason: expect.stringContaining('max_cost_usd'),
  });
  expect(fake.requests).toHaveLength(2);
});

test('what is streamed counts as well', async () => {
  const fake = fakeLanguageModel([paid, paid]);
  const llm = limitCost(fake, { max_cost_usd: 0.4, cost_usd: 0 });
  await Array.fromAsync(llm.stream(request, signal));
  const events = await Array.fromAsync(llm.stream(request, signal));
  expect(events.at(-1)).toMatchObject({ answer: { provider: 'placeholder', degraded: true } });
  expect(fake.requests).toHaveLength(1);
});

test('a budget of nothing allows no call at all', async () => {
  expect(
    await limitCost(fakeLanguageModel([]), { max_cost_usd: 0, cost_usd: 0 }).generate(request, signal),
  ).toMatchObject({ provider: 'placeholder', cost_usd: 0 });
});

test('an answer whose cost is not known uses up what is left, instead of counting as free', async () => {
  const attempt = { ...attemptOf('openai'), cost_usd: null };
  const llm = limitCost(fakeLanguageModel([{ ...paid, cost_usd: 0, attempts: [attempt] }]), {
    max_cost_usd: 100,
    cost_usd: 0,
  });
  await llm.generate(request, signal);
  expect(await llm.generate(request, signal)).toMatchObject({
    degraded_code: 'budget_used_up',
    degraded_reason: expect.stringContaining('not known'),
  });
});

test('without a limit the model is what it was', () => {
  const fake = fakeLanguageModel([]);
  expect(limitCost(fake, { max_cost_usd: null, cost_usd: 5 })).toBe(fake);
});
