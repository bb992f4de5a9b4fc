import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { anthropicBody } from './anthropic-body.ts';
import { deepseekBody } from './deepseek-body.ts';
import { fitsStrictMode, jsonSchemaOf } from './json-schema-of.ts';
import { modelTable } from './model-table.ts';
import { openaiBody } from './openai-body.ts';

const schema = z.object({ 问题: z.array(z.string()) });
const request = {
  purpose: 'never sent',
  system: '你是研究员。',
  messages: [{ role: 'user' as const, content: '计划' }],
  maxOutputTokens: 500,
  temperature: 0.2,
};
const defaults = {
  openai: modelTable.openai.default_model,
  deepseek: modelTable.deepseek.default_model,
  anthropic: modelTable.anthropic.default_model,
};

describe('a request', () => {
  test('to OpenAI has the schema as strict response format, and the settings of its model', () => {
    expect(openaiBody({ ...request, schema }, defaults.openai)).toEqual({
      model: defaults.openai,
      messages: [{ role: 'system', content: '你是研究员。' }, ...request.messages],
      reasoning_effort: 'none',
      max_completion_tokens: 500,
      temperature: 0.2,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', schema: jsonSchemaOf(schema), strict: true },
      },
    });
  });

  test('to an OpenAI model that the table does not know leaves out what it may refuse', () => {
    expect(openaiBody(request, 'gpt-7')).toEqual({
      model: 'gpt-7',
      messages: [{ role: 'system', content: '你是研究员。' }, ...request.messages],
      max_completion_tokens: 500,
    });
  });

  test('to DeepSeek says the schema in the prompt, asks for a JSON object, and sets the thinking mode', () => {
    const { messages, ...body } = deepseekBody({ ...request, schema }, defaults.deepseek);
    expect(body).toEqual({
      model: defaults.deepseek,
      thinking: { type: 'disabled' },
      max_tokens: 500,
      temperature: 0.2,
      response_format: { type: 'json_object' },
    });
    expect(messages).toHaveLength(2);
    expect(messages[0]?.content).toMatch(/^你是研究员。\n\nAnswer with one JSON object/);
    expect(messages[0]?.content).toContain(JSON.stringify(jsonSchemaOf(schema)));
  });

  test('to DeepSeek without system prompt and schema has neither a system message nor a format', () => {
    const { messages } = request;
    expect(deepseekBody({ purpose: 'p', messages }, 'm')).toEqual({
      model: 'm',
      messages,
      thinking: { type: 'disabled' },
    });
  });

  test('to Anthropic has the system prompt beside the messages, a token limit, and no temperature', () => {
    const format = { type: 'json_schema' as const, schema: jsonSchemaOf(schema) };
    expect(anthropicBody({ ...request, schema }, defaults.anthropic, format)).toEqual({
      model: defaults.anthropic,
      system: '你是研究员。',
      messages: request.messages,
      max_tokens: 500,
      thinking: { type: 'between_tools' },
      output_config: { format },
    });
    expect(anthropicBody({ purpose: 'p', messages: request.messages }, 'm', undefined)).toEqual({
      model: 'm',
      messages: request.messages,
      max_tokens: 8192,
    });
  });
});

test('a conversation for Anthropic has user and assistant in turn, the user first and last, and nobody silent', () => {
  const say = (role: 'user' | 'assistant', content: string) => ({ role, content });
  const messages = [
    say('assistant', '你好'),
    say('user', '一'),
    say('user', '二'),
    say('user', ' '),
    say('assistant', '好'),
  ];
  expect(anthropicBody({ purpose: 'p', messages }, 'm', undefined).messages).toEqual([
    say('user', '…'),
    say('assistant', '你好'),
    say('user', '一\n\n二'),
    say('assistant', '好'),
    say('user', 'Go on.'),
  ]);
});

test('a JSON Schema describes what the model must send, and closes its objects', () => {
  const withDefault = z.object({ tags: z.array(z.string()).default([]), note: z.object({ text: z.string() }) });
  expect(jsonSchemaOf(withDefault)).toMatchObject({
    required: ['note'],
    additionalProperties: false,
    properties: { note: { additionalProperties: false } },
  });
});

test('a schema fits the strict mode unless a field is optional, an object open or a keyword unknown to it', () => {
  const fits = (inner: z.ZodType) => fitsStrictMode(jsonSchemaOf(z.object({ list: z.array(z.object({ inner })) })));
  expect(fits(z.string())).toBe(true);
  expect(fits(z.union([z.string(), z.null()]))).toBe(true);
  expect(fits(z.enum(['a', 'b']))).toBe(true);
  expect(fits(z.string().optional())).toBe(false);
  expect(fits(z.record(z.string(), z.string()))).toBe(false);
  expect(fits(z.string().min(1))).toBe(false);
});
