import { describe, expect, test } from 'vitest';
import { ErrorBody } from './error-body.ts';
import { readCompletion } from './read-completion.ts';
import { readMessage } from './read-message.ts';

const completion = (
  message: object,
  finish_reason = 'stop',
  usage: object = { prompt_tokens: 10, completion_tokens: 2 },
) => ({
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason }],
  usage,
});
const message = (content: object[], stop_reason = 'end_turn', usage: object = {}) => ({
  content,
  stop_reason,
  usage: { input_tokens: 10, output_tokens: 2, ...usage },
});
const errorOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
};

describe('a chat completion', () => {
  test('gives its text, and counts cached tokens as OpenAI and as DeepSeek name them', () => {
    const openai = { prompt_tokens: 10, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 6 } };
    const usage = { input_tokens: 10, cached_input_tokens: 6, output_tokens: 2 };
    expect(readCompletion(completion({ content: '好' }, 'stop', openai))).toEqual({
      text: '好',
      finish_reason: 'stop',
      usage,
    });
    const deepseek = { prompt_tokens: 10, completion_tokens: 2, prompt_cache_hit_tokens: 6 };
    expect(readCompletion(completion({ content: '好' }, 'stop', deepseek)).usage).toEqual(usage);
  });

  test('counts whole tokens, as many as can be, whatever a server tells', () => {
    const odd = { prompt_tokens: 3e9, completion_tokens: 12.5, prompt_tokens_details: { cached_tokens: -1 } };
    expect(readCompletion(completion({ content: '好' }, 'stop', odd)).usage).toEqual({
      input_tokens: 100_000_000,
      cached_input_tokens: 0,
      output_tokens: 13,
    });
  });

  test('says that it was cut at the token limit', () => {
    expect(readCompletion(completion({ content: 'half' }, 'length')).finish_reason).toBe('length');
  });

  test('without text is an invalid output that was paid for', () => {
    const usage = { input_tokens: 10, cached_input_tokens: 0, output_tokens: 2 };
    expect(errorOf(() => readCompletion(completion({ content: null })))).toMatchObject({
      error_class: 'invalid_output',
      retryable: true,
      usage,
    });
  });

  test('with a refusal is not retried', () => {
    expect(errorOf(() => readCompletion(completion({ content: null, refusal: 'No.' })))).toMatchObject({
      error_class: 'refused',
      retryable: false,
      message: 'No.',
    });
    expect(errorOf(() => readCompletion(completion({ content: '' }, 'content_filter')))).toMatchObject({
      error_class: 'refused',
    });
  });

  test('that is an error says so', () => {
    expect(errorOf(() => readCompletion({ error: { message: 'oops' } }))).toEqual(new ErrorBody({ message: 'oops' }));
  });

  test.each([[{ choices: [] }], ['<html>'], [null]])('is not %j', (body) => {
    expect(errorOf(() => readCompletion(body))).toMatchObject({
      error_class: 'invalid_output',
      retryable: true,
      usage: null,
    });
  });
});

describe('a message', () => {
  test('gives the text of its blocks without the thinking, and counts cached tokens as input', () => {
    const content = [
      { type: 'thinking', thinking: 'hm' },
      { type: 'text', text: '你' },
      { type: 'text', text: '好' },
    ];
    expect(
      readMessage(message(content, 'end_turn', { cache_read_input_tokens: 5, cache_creation_input_tokens: 1 })),
    ).toEqual({
      text: '你好',
      finish_reason: 'stop',
      usage: { input_tokens: 16, cached_input_tokens: 5, output_tokens: 2 },
    });
  });

  test('says that it was cut at the token limit', () => {
    expect(readMessage(message([{ type: 'text', text: 'half' }], 'max_tokens')).finish_reason).toBe('length');
  });

  test('with a refusal is not retried, without text it is', () => {
    expect(errorOf(() => readMessage(message([], 'refusal')))).toMatchObject({
      error_class: 'refused',
      retryable: false,
    });
    expect(errorOf(() => readMessage(message([])))).toMatchObject({ error_class: 'invalid_output', retryable: true });
  });

  test('that is an error says so', () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    expect(errorOf(() => readMessage({ type: 'error', error }))).toEqual(new ErrorBody(error));
  });

  test.each([[{ content: [] }], ['<html>'], [null]])('is not %j', (body) => {
    expect(errorOf(() => readMessage(body))).toMatchObject({ error_class: 'invalid_output', retryable: true });
  });
});
