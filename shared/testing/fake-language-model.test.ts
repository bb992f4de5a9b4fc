import { describe, expect, test } from 'vitest';
import { fakeLanguageModel } from './fake-language-model.ts';
import { testLanguageModelContract } from './language-model-contract.ts';

const { signal } = new AbortController();
const request = { purpose: 'test', messages: [{ role: 'user' as const, content: 'hello' }] };

describe('a fake language model', () => {
  testLanguageModelContract(async (text) => {
    const llm = fakeLanguageModel(() => text ?? new Promise<string>(() => undefined));
    return { llm, [Symbol.asyncDispose]: async () => undefined };
  });

  test('answers from its list in order, and records what it was asked', async () => {
    const llm = fakeLanguageModel(['one', { text: 'two', cost_usd: 0.5 }]);
    expect((await llm.generate(request, signal)).text).toBe('one');
    expect(await llm.generate(request, signal)).toMatchObject({ text: 'two', cost_usd: 0.5, provider: 'fake' });
    expect(llm.requests).toEqual([request, request]);
  });

  test('rejects a call that the list does not provide for', async () => {
    const llm = fakeLanguageModel([]);
    await expect(llm.generate(request, signal)).rejects.toThrow('Unscripted model call 1, for test');
  });
});
