import type { ServerResponse } from 'node:http';
import type OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import {
  anthropicEvent,
  beginStream,
  lendFaultyProvider,
  messageStart,
} from '../../shared/testing/lend-faulty-provider.ts';
import { ask, failureOf, messages, serveCompletions, textOf } from './serve-completions.ts';

const chunk = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ id: 'up-1', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const usageChunk = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 7 } })}\n\n`;
const done = 'data: [DONE]\n\n';
const opening = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });

describe('a stream', () => {
  test('reaches the client before the provider sends its second piece', async () => {
    const order: string[] = [];
    const next = Promise.withResolvers<void>();
    await using provider = await lendFaultyProvider(async (response) => {
      opening(response);
      response.write(chunk({ role: 'assistant', content: '一' }));
      await next.promise;
      order.push('second sent');
      response.end(chunk({ content: '二' }, 'stop') + usageChunk + done);
    });
    await using api = await serveCompletions({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
    const stream = await api.openai.chat.completions.create({ ...ask, stream: true });
    let text = '';
    for await (const { choices } of stream) {
      text += choices[0]?.delta.content ?? '';
      if (order.length === 0) order.push('first received');
      next.resolve();
    }
    expect(text).toBe('一二');
    expect(order).toEqual(['first received', 'second sent']);
  });

  test('is passed on byte by byte, however the network cuts it', async () => {
    const sent = `: a comment\n\n${chunk({ role: 'assistant', content: '' })}${chunk({ content: '医生👩‍⚕️' })}${chunk({}, 'stop')}`;
    await using provider = await lendFaultyProvider(async (response) => {
      opening(response);
      for (const byte of Buffer.from(sent + usageChunk + done)) {
        response.write(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      response.end();
    });
    await using api = await serveCompletions({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
    const response = await fetch(`${api.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ask, stream: true }),
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toBe(sent + done);
    expect(api.attempts[0]?.usage).toEqual({ input_tokens: 11, cached_input_tokens: 0, output_tokens: 7 });
  });

  test.each([
    ['breaks off', (response) => response.destroy()],
    ['ends without saying so', (response) => response.end()],
    ['tells an error', (response) => response.end('data: {"error":{"message":"overloaded","code":503}}\n\n')],
    [
      'tells an error and stays open',
      (response) => void response.write('data: {"error":{"message":"overloaded","code":503}}\n\n'),
    ],
    ['breaks off in the middle of a chunk', (response) => response.end(chunk({ content: '丢' }).slice(0, 30))],
  ] satisfies [string, (response: ServerResponse) => unknown][])(
    'that %s is gone on with by the next call, without a gap and without a repetition',
    async (_how, breakOff) => {
      const asked: { role: string; content: string }[][] = [];
      await using provider = await lendFaultyProvider((response, call) => {
        asked.push(call.body.messages);
        opening(response);
        if (call.number > 1) {
          response.end(chunk({ content: '天，去看医生。' }) + chunk({}, 'length') + usageChunk + done);
          return;
        }
        response.write(chunk({ role: 'assistant', content: '' }) + chunk({ content: '今' }), () =>
          setTimeout(() => breakOff(response), 20),
        );
      });
      await using api = await serveCompletions({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
      const { text, chunks } = await textOf(await api.openai.chat.completions.create({ ...ask, stream: true }));
      expect(text).toBe('今天，去看医生。');
      expect(chunks.at(-1)).toMatchObject({
        choices: [{ finish_reason: 'length' }],
        multi_agent: { degraded: false, attempts: [{ outcome: 'error' }, { outcome: 'ok' }] },
      });
      expect(asked[1]?.slice(0, 2)).toEqual([...messages, { role: 'assistant', content: '今' }]);
      expect(api.answers).toHaveLength(1);
    },
  );

  test('that breaks off at OpenAI is gone on with by Anthropic', async () => {
    await using broken = await lendFaultyProvider((response, call) => {
      opening(response);
      response.end(call.number > 1 ? '' : beginStream.openai('第一半，'));
    });
    await using whole = await lendFaultyProvider((response) => {
      opening(response);
      response.end(
        messageStart +
          anthropicEvent('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
          anthropicEvent('content_block_delta', { index: 0, delta: { type: 'text_delta', text: '第二半' } }) +
          anthropicEvent('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } }) +
          anthropicEvent('message_stop', {}),
      );
    });
    await using api = await serveCompletions({
      OPENAI_API_KEY: 'any',
      OPENAI_BASE_URL: broken.url,
      ANTHROPIC_API_KEY: 'any',
      ANTHROPIC_BASE_URL: whole.url,
    });
    const { text, chunks } = await textOf(await api.openai.chat.completions.create({ ...ask, stream: true }));
    expect(text).toBe('第一半，第二半');
    expect(chunks.at(-1)).toMatchObject({ multi_agent: { provider: 'anthropic', degraded: false } });
  });

  test('that only comments is nobody’s: the placeholder answers, and says so from the beginning', async () => {
    await using provider = await lendFaultyProvider((response, call) => {
      if (call.number > 1) return void response.writeHead(401).end();
      opening(response);
      response.write(': keep-alive\n\n', () => setTimeout(() => response.destroy(), 20));
    });
    await using api = await serveCompletions({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
    const { data, response } = await api.openai.chat.completions.create({ ...ask, stream: true }).withResponse();
    expect(response.headers.get('x-degraded')).toBe('true');
    const { chunks } = await textOf(data);
    expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: 'assistant' });
    expect(chunks.at(-1)).toMatchObject({ multi_agent: { provider: 'placeholder', degraded: true } });
    expect(api.attempts[0]?.first_text_milliseconds).toBeNull();
  });

  test('is waited for as long as its provider comments', async () => {
    await using provider = await lendFaultyProvider(async (response) => {
      opening(response);
      for (let second = 0; second < 2; second += 0.25) {
        response.write(': keep-alive\n\n');
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      response.end(chunk({ role: 'assistant', content: '好' }, 'stop') + done);
    });
    await using api = await serveCompletions({
      OPENAI_API_KEY: 'any',
      OPENAI_BASE_URL: provider.url,
      LLM_TIMEOUT_SECONDS: '1',
    });
    const { text } = await textOf(await api.openai.chat.completions.create({ ...ask, stream: true }));
    expect(text).toBe('好');
    expect(api.attempts).toMatchObject([{ outcome: 'ok' }]);
  });

  test('that is empty, and paid for, leaves the provider to the others', async () => {
    await using provider = await lendFaultyProvider((response) => {
      opening(response);
      response.end(
        messageStart +
          anthropicEvent('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } }) +
          anthropicEvent('message_stop', {}),
      );
    });
    await using api = await serveCompletions({ ANTHROPIC_API_KEY: 'any', ANTHROPIC_BASE_URL: provider.url });
    for (let request = 1; request <= 4; request += 1)
      await textOf(await api.openai.chat.completions.create({ ...ask, stream: true }));
    expect(api.attempts.map(({ error_class }) => error_class)).toEqual(Array(8).fill('invalid_output'));
  });

  test('that nobody goes on with ends where it is, cut and degraded', async () => {
    await using provider = await lendFaultyProvider((response, call) => {
      if (call.number > 1) return void response.writeHead(401).end();
      opening(response);
      response.end(beginStream.openai('说了一半'));
    });
    await using api = await serveCompletions({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
    const { text, chunks } = await textOf(await api.openai.chat.completions.create({ ...ask, stream: true }));
    expect(text).toBe('说了一半');
    expect(chunks.at(-1)).toMatchObject({
      choices: [{ finish_reason: 'length' }],
      multi_agent: { degraded: true, degraded_reason: expect.stringContaining('broke off') },
    });
  });

  test('that breaks off in the call of a tool ends with an error, which the SDK throws', async () => {
    const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"ci' } };
    await using provider = await lendFaultyProvider((response) => {
      opening(response);
      response.end(chunk({ role: 'assistant', tool_calls: [call] }));
    });
    await using api = await serveCompletions({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
    const stream = await api.openai.chat.completions.create({ ...ask, stream: true });
    const error = await failureOf(textOf(stream));
    expect(error.message).toContain('broke off in a call of a tool');
    expect(api.attempts).toHaveLength(1);
  });

  test.each([true, false])(
    'or a whole answer stops the provider when its client goes away (stream: %s)',
    async (streamed) => {
      const called = Promise.withResolvers<void>();
      const closed = Promise.withResolvers<void>();
      await using provider = await lendFaultyProvider((response) => {
        response.once('close', () => closed.resolve());
        if (streamed) {
          opening(response);
          response.write(beginStream.openai('开始'));
        }
        called.resolve();
      });
      await using api = await serveCompletions({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
      const client = new AbortController();
      const gone = api.openai.chat.completions
        .create({ ...ask, stream: streamed }, { signal: client.signal })
        .then((answer) => textOf(answer as AsyncIterable<OpenAI.ChatCompletionChunk>));
      await called.promise;
      client.abort();
      await gone.catch(() => undefined);
      await closed.promise;
      // What the model was sent and has said is paid for, though nobody tells how much it was.
      const usage = { input_tokens: expect.any(Number), output_tokens: streamed ? expect.any(Number) : 0 };
      await expect.poll(() => api.attempts).toMatchObject([{ outcome: 'error', error_class: 'aborted', usage }]);
      expect(api.attempts[0]?.cost_usd).toBeGreaterThan(0);
    },
  );
});
