import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fakeLanguageModel } from '../testing/fake-language-model.ts';
import { generateObject } from './generate-object.ts';
import { parseJsonText } from './parse-json-text.ts';

const Plan = z.object({ questions: z.array(z.string()).min(1) });
const request = { purpose: 'plan', messages: [{ role: 'user' as const, content: '计划' }] };
const { signal } = new AbortController();
const usage = { input_tokens: 10, cached_input_tokens: 0, output_tokens: 5 };

describe('generating an object', () => {
  test('gives the parsed object, and tells the model its schema', async () => {
    const llm = fakeLanguageModel(['{"questions":["人工智能？"]}']);
    const { object, answer } = await generateObject(Plan, request, signal, { llm });
    expect(object).toEqual({ questions: ['人工智能？'] });
    expect(answer.degraded).toBe(false);
    expect(llm.requests).toEqual([{ ...request, schema: Plan }]);
  });

  test('shows the model what did not fit, once, and adds up what both calls cost', async () => {
    const llm = fakeLanguageModel([
      { text: '{"questions":[]}', usage, cost_usd: 1 },
      { text: '{"questions":["one"]}', usage, cost_usd: 2 },
    ]);
    const { object, answer } = await generateObject(Plan, request, signal, { llm });
    expect(object).toEqual({ questions: ['one'] });
    expect(answer).toMatchObject({ cost_usd: 3, usage: { input_tokens: 20, output_tokens: 10 } });
    const [asked, shown, told] = llm.requests[1]?.messages ?? [];
    expect(asked).toEqual(request.messages[0]);
    expect(shown).toEqual({ role: 'assistant', content: '{"questions":[]}' });
    expect(told?.content).toContain('questions: ');
  });

  test('gives no object and says why when the answer still does not fit', async () => {
    const llm = fakeLanguageModel(['no JSON', '{"questions":"one"}']);
    const { object, answer } = await generateObject(Plan, request, signal, { llm });
    expect(object).toBeNull();
    expect(answer).toMatchObject({ degraded: true, degraded_code: 'wrong_form' });
    expect(answer.degraded_reason).toMatch(
      /^The answer of fake fake-model did not have the required form, twice: questions: /,
    );
  });

  test('gives no object and asks no second time when the placeholder answers', async () => {
    const llm = fakeLanguageModel([{ text: '{"questions":["x"]}', degraded: true, degraded_reason: 'no key' }]);
    const { object, answer } = await generateObject(Plan, request, signal, { llm });
    expect(object).toBeNull();
    expect(answer.degraded_reason).toBe('no key');
    expect(llm.requests).toHaveLength(1);
  });
});

test.each([
  ['bare', '{"a":1}'],
  ['fenced', '```json\n{"a":1}\n```'],
  ['fenced, amid prose', '好的：\n```\n{"a":1}\n```\n完成'],
  ['amid prose', 'Here it is: {"a":1}. Done.'],
])('JSON is found %s', (_, text) => {
  expect(parseJsonText(text)).toEqual({ a: 1 });
});

test('a fence inside a JSON string does not cut the object', () => {
  expect(parseJsonText('{"code":"```js\\n1\\n```"}')).toEqual({ code: '```js\n1\n```' });
});

test('text without JSON gives undefined', () => {
  expect(parseJsonText('抱歉')).toBeUndefined();
  expect(parseJsonText('')).toBeUndefined();
});
