import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { memoryCache } from '../access/memory-cache.ts';
import { type FakeScript, fakeLanguageModel } from '../testing/fake-language-model.ts';
import { testLanguageModelContract } from '../testing/language-model-contract.ts';
import { cacheAnswers } from './cache-answers.ts';
import type { ModelRequest } from './language-model.ts';

const { signal } = new AbortController();
const providers = [{ provider: 'openai', model: 'm', base_url: 'https://example.org' }];
const request: ModelRequest = { purpose: 'test', cache: true, messages: [{ role: 'user', content: '你好' }] };
const paid = {
  text: '回答 one',
  cost_usd: 0.4,
  usage: { input_tokens: 5, cached_input_tokens: 1, output_tokens: 7 },
};

function lend(script: FakeScript, seconds = 60, cache = memoryCache()) {
  const fake = fakeLanguageModel(script);
  return { fake, cache, llm: cacheAnswers(fake, { cache, seconds, providers }) };
}

describe('the cache of answers', () => {
  test('gives the answer to the same request again: the same text and id, marked, at no cost', async () => {
    const { fake, llm } = lend([paid]);
    const first = await llm.generate(request, signal);
    expect(first).toMatchObject({ cached: false, cost_usd: 0.4 });
    const again = await llm.generate({ ...request, purpose: 'other', caller: { agent: 'research' } }, signal);
    expect(again).toEqual({
      ...first,
      cached: true,
      cost_usd: 0,
      usage: { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 },
      attempts: [],
    });
    expect(fake.requests).toHaveLength(1);
  });

  test.each([
    'no JSON',
    'null',
    '[]',
    '{"text":1}',
    '{"text":"of another kind"}',
    '{"text":"of another version","cached":true,"usage":{}}',
    '{"text":"of another version","cached":true,"usage":{},"id":"7","provider":"openai","model":"m","attempts":[]}',
  ])('asks the model where a shared cache holds no answer, but %s', async (value) => {
    const { fake, llm } = lend([paid], 60, { get: async () => value, set: async () => {} });
    expect(await llm.generate(request, signal)).toMatchObject({ text: '回答 one', cached: false });
    expect(fake.requests).toHaveLength(1);
  });

  test('streams what it has, and keeps what was streamed', async () => {
    const { fake, llm } = lend([paid]);
    await Array.fromAsync(llm.stream(request, signal));
    const events = await Array.fromAsync(llm.stream(request, signal));
    expect(events).toMatchObject([
      { type: 'delta', text: '回答 one' },
      { type: 'end', answer: { text: '回答 one', cached: true, cost_usd: 0 } },
    ]);
    expect(fake.requests).toHaveLength(1);
  });

  test.each<[string, Partial<ModelRequest>]>([
    ['system prompt', { system: 'short' }],
    ['text', { messages: [{ role: 'user', content: '再见' }] }],
    ['role', { messages: [{ role: 'assistant', content: '你好' }] }],
    ['temperature', { temperature: 0 }],
    ['token limit', { maxOutputTokens: 5 }],
    ['schema', { schema: z.object({ a: z.string() }) }],
  ])('asks the model when the %s is another', async (_what, change) => {
    const { llm } = lend([paid, 'other']);
    await llm.generate(request, signal);
    expect(await llm.generate({ ...request, ...change }, signal)).toMatchObject({ text: 'other', cached: false });
  });

  test('asks the model when another one is selected', async () => {
    const { llm, cache } = lend([paid]);
    await llm.generate(request, signal);
    const fake = fakeLanguageModel(['other']);
    const selected = cacheAnswers(fake, { cache, seconds: 60, providers: [{ ...providers[0], model: 'n' } as never] });
    expect(await selected.generate(request, signal)).toMatchObject({ text: 'other', cached: false });
  });

  test('neither gives nor keeps anything where the request does not allow it', async () => {
    const { llm } = lend(['one', 'two', 'three']);
    const plain = { ...request, cache: false };
    expect(await llm.generate(plain, signal)).toMatchObject({ text: 'one' });
    expect(await llm.generate(request, signal)).toMatchObject({ text: 'two' });
    expect(await llm.generate(plain, signal)).toMatchObject({ text: 'three', cached: false });
  });

  test.each([
    ['degraded', { degraded: true, degraded_reason: 'no key' }],
    ['cut', { finish_reason: 'length' as const }],
  ])('keeps no answer that is %s', async (_what, answer) => {
    const { llm } = lend([answer, paid]);
    await llm.generate(request, signal);
    expect(await llm.generate(request, signal)).toMatchObject({ text: paid.text, cached: false });
  });

  test('for 0 seconds is none', () => {
    const fake = fakeLanguageModel([]);
    expect(cacheAnswers(fake, { cache: memoryCache(), seconds: 0, providers })).toBe(fake);
  });
});

describe('a model whose answers are cached', () => {
  testLanguageModelContract(async (text) => ({
    llm: lend(() => text ?? new Promise<never>(() => {})).llm,
    async [Symbol.asyncDispose]() {},
  }));
});
