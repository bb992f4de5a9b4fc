import { describe, expect, test } from 'vitest';
import { lendFaultyProvider } from '../../shared/testing/lend-faulty-provider.ts';
import { lendModelServer } from '../../shared/testing/lend-model-server.ts';
import { ask, failureOf, messages, serveCompletions, textOf } from './serve-completions.ts';

describe("OpenAI's SDK, pointed at this API", () => {
  test('gets a whole completion, and is told who gave it and what it cost', async () => {
    const usage = { input_tokens: 1200, output_tokens: 345 };
    await using server = await lendModelServer(() => ({ text: '读片更快 👩‍⚕️。', usage }));
    await using api = await serveCompletions({ ...server.environment, OPENAI_API_KEY: 'any' });
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
    await using api = await serveCompletions({ ...server.environment, OPENAI_API_KEY: 'any' });
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
    await using api = await serveCompletions({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: provider.url });
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
    await using api = await serveCompletions({ ...server.environment, OPENAI_API_KEY: 'any', DEEPSEEK_API_KEY: 'any' });
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
    await using api = await serveCompletions({ ...server.environment, ANTHROPIC_API_KEY: 'any' });
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
    await using api = await serveCompletions({});
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

describe('an error', () => {
  test.each([
    [{ messages: [] }, 'messages', 'invalid_request'],
    [{ n: 2 }, 'n', 'invalid_request'],
    [{ temperature: 3 }, 'temperature', 'invalid_request'],
    [{ messages: [{ role: 'robot', content: 'x' }] }, 'messages[0].role', 'invalid_request'],
    [{ audio: { voice: 'x' } }, 'audio', 'invalid_request'],
  ])('of the request %j is a 400 in the words of OpenAI', async (wrong, param, code) => {
    await using api = await serveCompletions({});
    const error = await failureOf(api.openai.chat.completions.create({ ...ask, ...wrong } as never));
    expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', param, code });
    expect(error.requestID).toBeTruthy();
  });

  test('of the name of a model is a 404 that lists those that work', async () => {
    await using api = await serveCompletions({ OPENAI_API_KEY: 'any' });
    const error = await failureOf(api.openai.chat.completions.create({ ...ask, model: 'gpt-3.5-turbo' }));
    expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
    expect(error.message).toMatch(/default, gpt-6\.1-terra/);
  });

  test('that the provider finds in the request is told as such, once', async () => {
    await using server = await lendModelServer(() => ({ status: 400, message: 'tools[0] is wrong' }));
    await using api = await serveCompletions({ ...server.environment, OPENAI_API_KEY: 'any' });
    for (const stream of [false, true]) {
      const error = await failureOf(api.openai.chat.completions.create({ ...ask, stream }));
      expect(error).toMatchObject({ status: 400, code: 'refused_by_provider' });
      expect(error.message).toContain('tools[0] is wrong');
    }
    expect(server.calls).toHaveLength(2);
  });

  test('of a model that cannot be given tools is a 400; the default then is one that can', async () => {
    await using server = await lendModelServer(() => '好');
    await using api = await serveCompletions({
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
    await using api = await serveCompletions({ ...server.environment, DEEPSEEK_API_KEY: 'any', OPENAI_API_KEY: 'any' });
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
