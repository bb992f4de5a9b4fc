import { expect, test } from 'vitest';
import { contextTokens } from './context-tokens.ts';

test('a careful guess stands for what is not known: no model, an unlisted one, wrong settings', () => {
  const guess = contextTokens({});
  expect(guess).toBe(32_000);
  expect(contextTokens({ OPENAI_API_KEY: 'any', LLM_MODEL: 'some-model' })).toBe(guess);
  expect(contextTokens({ LLM_PROVIDER: 'openai' })).toBe(guess);
});

test('the model that holds least decides, since any may answer', () => {
  const unlisted = { OPENAI_API_KEY: 'any', LLM_MODEL: 'some-model' };
  expect(contextTokens({ ...unlisted, ANTHROPIC_API_KEY: 'any' })).toBe(contextTokens(unlisted));
});
