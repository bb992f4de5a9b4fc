import OpenAI, { APIError } from 'openai';
import { describe, expect, test } from 'vitest';
import { endpoint as completionsEndpoint } from '../../functions/chat-completions/index.ts';
import { endpoint as modelsEndpoint } from '../../functions/models/index.ts';
import { startApi } from '../../local/api.ts';
import { parseConfig } from '../../shared/config.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { openCompletions } from '../../shared/llm/completions/open-completions.ts';
import type { ModelAnswer, ModelAttempt } from '../../shared/llm/language-model.ts';
import { openEngine } from '../../shared/llm/open-engine.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';
import {
  anthropicEvent,
  beginStream,
  lendFaultyProvider,
  type Misbehaviour,
  messageStart,
} from '../../shared/testing/lend-faulty-provider.ts';
import { lendModelServer } from '../../shared/testing/lend-model-server.ts';

/** The endpoints on a server of their own, and the official SDK pointed at them. */
async function serve(environment: Record<string, string>) {
  const answers: ModelAnswer[] = [];
  const attempts: ModelAttempt[] = [];
  const engine = openEngine(parseConfig({ LLM_TIMEOUT_SECONDS: '10', ...environment }), {
    logger: silentLogger,
    onAttempt: (attempt) => attempts.push(attempt),
    sleep: async () => undefined,
  });
  const completions = openCompletions({ engine, answered: (answer) => void answers.push(answer) });
  const functions = [
    {
      name: 'chat-completions',
      endpoint: completionsEndpoint,
      handler: lambdaHttp(completionsEndpoint, { completions }),
    },
    { name: 'models', endpoint: modelsEndpoint, handler: lambdaHttp(modelsEndpoint, { completions }) },
  ];
  const api = await startApi({ host: '127.0.0.1', port: 0, functions });
  const openai = new OpenAI({ apiKey: 'any', baseURL: `${api.url}/v1`, maxRetries: 0 });
  return { url: api.url, openai, answers, attempts, [Symbol.asyncDispose]: api.close };
}

const messages = [{ role: 'user' as const, content: '人工智能怎样帮助医生？' }];
const ask = { model: 'default', messages };
const textOf = async (stream: AsyncIterable<OpenAI.ChatCompletionChunk>) => {
  const chunks = await Array.fromAsync(stream);
  return { chunks, text: chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('') };
};
const failureOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(APIError);
  return error as APIError;
};
const chunk = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ id: 'up-1', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const usageChunk = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 7 } })}\n\n`;
const done = 'data: [DONE]\n\n';
const opening: Misbehaviour = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' });

describe("OpenAI's SDK, pointed at this API", () => {
  test('gets a whole completion, and is told who gave it and what it cost', async () => {
    const usage = { input_tokens: 1200, output_tokens: 345 };
    await using server = await lendModelServer(() => ({ text: '读片更快 👩‍⚕️。', usage }));
    await using api = await serve({ ...server.environment, OPENAI_API_KEY: 'any' });
    const { data, response } = await api.openai.chat.completions.create(ask).withResponse();
    expect(data.choices[0]).toMatchObject({
      message: { role: 'assistant', content: '读片更快 👩‍⚕️。' },
      finish_reason: 'stop',
    });
    expect(data.usage).toMatchObject({ prompt_tokens: 1200, completion_tokens: 345 });
    expect(data).toMatchObject({ multi_agent: { provider: 'openai', degraded: false, attempts: [{ outcome: 'ok' }] } });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-provider': 'openai',
      'x-model': data.model,
      'x-degraded': 'false',
      'x-attempts': '1',
    });
    expect(api.attempts).toMatchObject([{ outcome: 'ok', usage: { ...usage, cached_input_tokens: 0 } }]);
    expect(api.attempts[0]?.cost_usd).toBeGreaterThan(0);
  });

  test('streams Chinese and emoji, with the usage only where it asks for it, and its tokens are counted anyhow', async () => {
    const text = '医学影像 👨‍⚕️，还有药物研发 💊。'.repeat(20);
    const usage = { input_tokens: 12, output_tokens: 34 };
    await using server = await lendModelServer(() => ({ text, usage }));
    await using api = await serve({ ...server.environment, OPENAI_API_KEY: 'any' });
    const plain = await textOf(await api.openai.chat.completions.create({ ...ask, stream: true }));
    expect(plain.text).toBe(text);
    expect(plain.chunks.every(({ choices }) => choices.length === 1)).toBe(true);
    expect(plain.chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop');
    const counted = await textOf(
      await api.openai.chat.completions.create({ ...ask, stream: true, stream_options: { include_usage: true } }),
    );
    expect(counted.text).toBe(text);
    expect(counted.chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 12, completion_tokens: 34 } });
    expect(api.attempts).toMatchObject(
      Array(2).fill({
        outcome: 'ok',
        usage: { ...usage, cached_input_tokens: 0 },
        first_text_milliseconds: expect.any(Number),
      }),
    );
  });

  test('has its tools, formats and settings passed on, and gets the calls of the tools', async () => {
    const bodies: Record<string, unknown>[] = [];
    await using provider = await lendFaultyProvider((response, { body }) => {
      bodies.push(body);
      const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"北京"}' } };
      const message = { role: 'assistant', content: null, tool_calls: [call] };
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ id: 'x', choices: [{ index: 0, message, finish_reason: 'tool_calls' }] }));
    });
    await using api = await serve({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
    const tools = [
      { type: 'function' as const, function: { name: 'weather', parameters: { type: 'object', properties: {} } } },
    ];
    const { choices } = await api.openai.chat.completions.create({
      ...ask,
      tools,
      tool_choice: 'auto',
      stop: ['。'],
      temperature: 0.2,
      max_tokens: 50,
      response_format: { type: 'json_object' },
    });
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'weather', arguments: '{"city":"北京"}' } }] },
    });
    expect(bodies).toMatchObject([
      { messages, tools, tool_choice: 'auto', stop: ['。'], temperature: 0.2, max_completion_tokens: 50 },
    ]);
    expect(bodies[0]).toMatchObject({ response_format: { type: 'json_object' } });
    expect(bodies[0]).not.toHaveProperty('max_tokens');
  });

  test('gets the answer of the next provider where the first one is down, each asked in its own dialect', async () => {
    await using server = await lendModelServer(({ model }) =>
      model.startsWith('gpt') ? { status: 500 } : '由第二家回答',
    );
    await using api = await serve({ ...server.environment, OPENAI_API_KEY: 'any', DEEPSEEK_API_KEY: 'any' });
    const asked = { ...ask, max_completion_tokens: 99, store: false };
    const { data, response } = await api.openai.chat.completions.create(asked).withResponse();
    expect(data.choices[0]?.message.content).toBe('由第二家回答');
    expect(response.headers.get('x-provider')).toBe('deepseek');
    expect(response.headers.get('x-attempts')).toBe('3');
    expect(server.calls.at(-1)?.body).toMatchObject({ max_tokens: 99, thinking: { type: 'disabled' } });
    expect(server.calls.at(-1)?.body).not.toHaveProperty('store');
  });

  test('gets the answer of Anthropic in the same words, whole and streamed', async () => {
    const usage = { input_tokens: 10, output_tokens: 5 };
    await using server = await lendModelServer(() => ({ text: '你好，世界', usage }));
    await using api = await serve({ ...server.environment, ANTHROPIC_API_KEY: 'any' });
    const asked = { ...ask, messages: [{ role: 'developer' as const, content: '用中文' }, ...messages], stop: '完' };
    const whole = await api.openai.chat.completions.create(asked);
    expect(whole).toMatchObject({
      model: expect.stringMatching(/^claude/),
      choices: [{ message: { content: '你好，世界' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    });
    expect(server.calls[0]?.system).toBe('用中文');
    const streamed = await textOf(
      await api.openai.chat.completions.create({ ...asked, stream: true, stream_options: { include_usage: true } }),
    );
    expect(streamed.text).toBe('你好，世界');
    expect(streamed.chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(streamed.chunks.at(-1)?.usage).toMatchObject({ total_tokens: 15 });
  });

  test('gets an answer without any key, which says that it is degraded', async () => {
    await using api = await serve({});
    const { data, response } = await api.openai.chat.completions.create(ask).withResponse();
    expect(data).toMatchObject({ model: 'placeholder', multi_agent: { degraded: true, provider: 'placeholder' } });
    expect(data.choices[0]?.message.content).toContain('占位');
    expect(response.headers.get('x-degraded')).toBe('true');
    const stream = await api.openai.chat.completions.create({ ...ask, stream: true }).withResponse();
    expect(stream.response.headers.get('x-degraded')).toBe('true');
    const { text, chunks } = await textOf(stream.data);
    expect(text).toContain('占位');
    expect(chunks.at(-1)).toMatchObject({ multi_agent: { degraded: true } });
    expect(api.answers.map(({ degraded_code }) => degraded_code)).toEqual(['no_key', 'no_key']);
  });
});

describe('a stream', () => {
  test('reaches the client before the provider sends its second piece', async () => {
    const order: string[] = [];
    const next = Promise.withResolvers<void>();
    await using provider = await lendFaultyProvider(async (response, call) => {
      opening(response, call);
      response.write(chunk({ role: 'assistant', content: '一' }));
      await next.promise;
      order.push('second sent');
      response.end(chunk({ content: '二' }, 'stop') + usageChunk + done);
    });
    await using api = await serve({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
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
    await using provider = await lendFaultyProvider(async (response, call) => {
      opening(response, call);
      for (const byte of Buffer.from(sent + usageChunk + done)) {
        response.write(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      response.end();
    });
    await using api = await serve({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
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
    ['breaks off in the middle of a chunk', (response) => response.end(chunk({ content: '丢' }).slice(0, 30))],
  ] satisfies [string, (response: Parameters<Misbehaviour>[0]) => void][])(
    'that %s is gone on with by the next call, without a gap and without a repetition',
    async (_how, breakOff) => {
      const asked: { role: string; content: string }[][] = [];
      await using provider = await lendFaultyProvider((response, call) => {
        asked.push(call.body.messages);
        opening(response, call);
        if (call.number > 1) {
          response.end(chunk({ content: '天，去看医生。' }) + chunk({}, 'length') + usageChunk + done);
          return;
        }
        response.write(chunk({ role: 'assistant', content: '' }) + chunk({ content: '今' }), () =>
          setTimeout(() => breakOff(response), 20),
        );
      });
      await using api = await serve({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
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
      opening(response, call);
      response.end(call.number > 1 ? '' : beginStream.openai('第一半，'));
    });
    await using whole = await lendFaultyProvider((response, call) => {
      opening(response, call);
      response.end(
        messageStart +
          anthropicEvent('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
          anthropicEvent('content_block_delta', { index: 0, delta: { type: 'text_delta', text: '第二半' } }) +
          anthropicEvent('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } }) +
          anthropicEvent('message_stop', {}),
      );
    });
    await using api = await serve({
      OPENAI_API_KEY: 'any',
      OPENAI_BASE_URL: broken.url,
      ANTHROPIC_API_KEY: 'any',
      ANTHROPIC_BASE_URL: whole.url,
    });
    const { text, chunks } = await textOf(await api.openai.chat.completions.create({ ...ask, stream: true }));
    expect(text).toBe('第一半，第二半');
    expect(chunks.at(-1)).toMatchObject({ multi_agent: { provider: 'anthropic', degraded: false } });
  });

  test('that nobody goes on with ends where it is, cut and degraded', async () => {
    await using provider = await lendFaultyProvider((response, call) => {
      if (call.number > 1) return void response.writeHead(401).end();
      opening(response, call);
      response.end(beginStream.openai('说了一半'));
    });
    await using api = await serve({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
    const { text, chunks } = await textOf(await api.openai.chat.completions.create({ ...ask, stream: true }));
    expect(text).toBe('说了一半');
    expect(chunks.at(-1)).toMatchObject({
      choices: [{ finish_reason: 'length' }],
      multi_agent: { degraded: true, degraded_reason: expect.stringContaining('broke off') },
    });
  });

  test('that breaks off in the call of a tool ends with an error, which the SDK throws', async () => {
    const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"ci' } };
    await using provider = await lendFaultyProvider((response, given) => {
      opening(response, given);
      response.end(chunk({ role: 'assistant', tool_calls: [call] }));
    });
    await using api = await serve({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
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
      await using provider = await lendFaultyProvider((response, call) => {
        response.once('close', () => closed.resolve());
        if (streamed) {
          opening(response, call);
          response.write(beginStream.openai('开始'));
        }
        called.resolve();
      });
      await using api = await serve({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
      const client = new AbortController();
      const gone = api.openai.chat.completions
        .create({ ...ask, stream: streamed }, { signal: client.signal })
        .then((answer) => textOf(answer as AsyncIterable<OpenAI.ChatCompletionChunk>));
      await called.promise;
      client.abort();
      await gone.catch(() => undefined);
      await closed.promise;
      await expect.poll(() => api.attempts).toMatchObject([{ outcome: 'error', error_class: 'aborted' }]);
    },
  );
});

describe('an error', () => {
  test.each([
    [{ messages: [] }, 'messages', 'invalid_request'],
    [{ n: 2 }, 'n', 'invalid_request'],
    [{ temperature: 3 }, 'temperature', 'invalid_request'],
    [{ messages: [{ role: 'robot', content: 'x' }] }, 'messages[0].role', 'invalid_request'],
    [{ audio: { voice: 'x' } }, 'audio', 'invalid_request'],
  ])('of the request %j is a 400 in the words of OpenAI', async (wrong, param, code) => {
    await using api = await serve({});
    const error = await failureOf(api.openai.chat.completions.create({ ...ask, ...wrong } as never));
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param, code });
    expect(error.requestID).toBeTruthy();
  });

  test('of the name of a model is a 404 that lists those that work', async () => {
    await using api = await serve({ OPENAI_API_KEY: 'any' });
    const error = await failureOf(api.openai.chat.completions.create({ ...ask, model: 'gpt-3.5-turbo' }));
    expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
    expect(error.message).toMatch(/default, gpt-6\.1-terra/);
  });

  test('that the provider finds in the request is told as such, once', async () => {
    await using server = await lendModelServer(() => ({ status: 400, message: 'tools[0] is wrong' }));
    await using api = await serve({ ...server.environment, OPENAI_API_KEY: 'any' });
    for (const stream of [false, true]) {
      const error = await failureOf(api.openai.chat.completions.create({ ...ask, stream }));
      expect(error).toMatchObject({ status: 400, code: 'refused_by_provider' });
      expect(error.message).toContain('tools[0] is wrong');
    }
    expect(server.calls).toHaveLength(2);
  });

  test('of a model that cannot be given tools is a 400; the default then is one that can', async () => {
    await using server = await lendModelServer(() => '好');
    await using api = await serve({
      ...server.environment,
      ANTHROPIC_API_KEY: 'any',
      OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1`,
      LLM_MODEL_OPENAI_COMPATIBLE: 'qwen3',
    });
    const tools = [{ type: 'function' as const, function: { name: 'weather' } }];
    const error = await failureOf(api.openai.chat.completions.create({ ...ask, model: 'claude-haiku-5-5', tools }));
    expect(error).toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'tools' });
    expect((await api.openai.chat.completions.create({ ...ask, tools })).model).toBe('qwen3');
  });
});

describe('GET /v1/models', () => {
  test('lists the default and each model of each provider that is configured; all can be asked for', async () => {
    await using server = await lendModelServer(({ model }) => model);
    await using api = await serve({ ...server.environment, DEEPSEEK_API_KEY: 'any', OPENAI_API_KEY: 'any' });
    const { data } = await api.openai.models.list();
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(['default', 'gpt-6-luna', 'deepseek-flash']));
    expect(data.find(({ id }) => id === 'deepseek-flash')?.owned_by).toBe('deepseek');
    for (const { id } of data.slice(1)) {
      const { choices } = await api.openai.chat.completions.create({ ...ask, model: id });
      expect(choices[0]?.message.content).toBe(id);
    }
    const named = await api.openai.chat.completions.create({ ...ask, model: 'openai/gpt-6-luna' });
    expect(named.choices[0]?.message.content).toBe('gpt-6-luna');
  });
});
