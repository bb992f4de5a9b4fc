import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseConfig } from '../config.ts';
import { silentLogger } from '../telemetry/logger.ts';
import { testLanguageModelContract } from '../testing/language-model-contract.ts';
import { beginStream, lendFaultyProvider, type Misbehaviour, unusedUrl } from '../testing/lend-faulty-provider.ts';
import { lendModelServer, type ModelServerReply } from '../testing/lend-model-server.ts';
import { generateObject } from './generate-object.ts';
import type { ModelUsage } from './language-model.ts';
import { allProviders, type KnownProvider, modelTable, type ProviderName, providerNames } from './model-table.ts';
import { openLanguageModel } from './open-language-model.ts';
import type { LlmConfig } from './select-providers.ts';

const request = {
  purpose: 'test',
  system: '请用中文回答。',
  messages: [{ role: 'user' as const, content: '人工智能在医疗领域的应用前景' }],
};
const { signal } = new AbortController();
const keyOf = (provider: KnownProvider) => ({ [modelTable[provider].key]: `key-of-${provider}` });

/** A server of one's own has its model and its prices from the settings. */
const own = { model: 'qwen3', input: 0.4, output: 1.6 };
const prices = join(mkdtempSync(join(tmpdir(), 'prices-')), 'prices.json');
writeFileSync(
  prices,
  JSON.stringify({ 'openai-compatible': { [own.model]: { input: own.input, output: own.output } } }),
);

/** What selects a provider that is reached at the addresses of a model server. */
const settingsOf = (
  provider: ProviderName,
  environment: Record<'OPENAI_BASE_URL' | 'LLM_BASE_URL' | 'ANTHROPIC_BASE_URL', string>,
) =>
  provider !== 'openai-compatible'
    ? { ...environment, ...keyOf(provider) }
    : {
        OPENAI_COMPATIBLE_BASE_URL: environment.OPENAI_BASE_URL,
        OPENAI_COMPATIBLE_API_KEY: 'key-of-openai-compatible',
        LLM_MODEL_OPENAI_COMPATIBLE: own.model,
        LLM_PRICES_FILE: prices,
      };

/** The default model, and what tokens of it cost by the table, added up here once more. */
function modelOf(provider: ProviderName) {
  const known = provider === 'openai-compatible' ? undefined : modelTable[provider];
  const model = known?.default_model ?? own.model;
  const { input, output } = known?.models[model] ?? own;
  const costOf = ({ input_tokens, output_tokens }: ModelUsage) =>
    expect.closeTo((input_tokens * input + output_tokens * output) / 1_000_000, 12);
  return { model, costOf };
}
const hang = () => new Promise<ModelServerReply>(() => undefined);
const open = (config: LlmConfig, seconds = 10) =>
  openLanguageModel({ ...parseConfig({}), ...config, LLM_TIMEOUT_SECONDS: seconds }, { logger: silentLogger });

describe.each(allProviders)('%s over HTTP', (provider) => {
  const { model, costOf } = modelOf(provider);
  const lend = async (reply: ModelServerReply | (() => Promise<ModelServerReply>), seconds?: number) => {
    const server = await lendModelServer(() => (typeof reply === 'function' ? reply() : reply));
    const llm = open(settingsOf(provider, server.environment), seconds);
    return { server, llm, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  };

  testLanguageModelContract((text) => lend(text ?? hang));

  test('sends system prompt and message as they are, and counts tokens and cost', async () => {
    await using lent = await lend({ text: '前景广阔。', usage: { input_tokens: 1200, output_tokens: 345 } });
    const answer = await lent.llm.generate(request, signal);
    const usage = { input_tokens: 1200, cached_input_tokens: 0, output_tokens: 345 };
    expect(answer).toMatchObject({
      text: '前景广阔。',
      provider,
      model,
      usage,
      cost_usd: costOf(usage),
    });
    expect(answer.attempts).toMatchObject([{ provider, model, outcome: 'ok', error_class: null, error: null, usage }]);
    expect(lent.server.calls).toMatchObject([{ model, system: request.system, prompt: request.messages[0]?.content }]);
  });

  test('streams Chinese and emoji as they come, and counts tokens and cost', async () => {
    const text = '医学影像 👨‍⚕️，还有药物研发 💊。'.repeat(10);
    const usage = { input_tokens: 1200, cached_input_tokens: 0, output_tokens: 345 };
    await using lent = await lend({ text, usage });
    const events = await Array.fromAsync(lent.llm.stream(request, signal));
    const deltas = events.flatMap((event) => (event.type === 'delta' ? [event.text] : []));
    expect(deltas.length).toBeGreaterThan(5);
    expect(deltas.join('')).toBe(text);
    const attempt = { outcome: 'ok', usage, first_text_milliseconds: expect.any(Number) };
    const answer = { text, provider, model, usage, cost_usd: costOf(usage), attempts: [attempt] };
    expect(events.at(-1)).toMatchObject({ type: 'end', answer });
    expect(lent.server.calls).toMatchObject([{ model, system: request.system, prompt: request.messages[0]?.content }]);
  });

  test('says that a stream was cut at the token limit', async () => {
    await using lent = await lend({ text: '一半', finish_reason: 'length' });
    const events = await Array.fromAsync(lent.llm.stream(request, signal));
    expect(events.at(-1)).toMatchObject({ answer: { text: '一半', finish_reason: 'length', degraded: false } });
  });

  test('gives an object of a schema', async () => {
    const usage = { input_tokens: 321, cached_input_tokens: 0, output_tokens: 17 };
    await using lent = await lend({ text: '{"questions":["诊断？","药物？"]}', usage });
    const schema = z.object({ questions: z.array(z.string()) });
    const { object, answer } = await generateObject(schema, request, signal, { llm: lent.llm });
    expect(object).toEqual({ questions: ['诊断？', '药物？'] });
    expect(answer).toMatchObject({ provider, model, usage, cost_usd: costOf(usage) });
    expect(lent.server.calls).toHaveLength(1);
  });

  test.each([
    [401, 'authentication'],
    [403, 'permission_denied'],
    [404, 'not_found'],
    [400, 'bad_request'],
  ])('is asked once when it answers %i', async (status, error_class) => {
    await using lent = await lend({ status, message: 'not like this' });
    const answer = await lent.llm.generate(request, signal);
    expect(answer).toMatchObject({ provider: 'placeholder', degraded: true, attempts: [{ provider, error_class }] });
    expect(answer.degraded_reason).toContain('not like this');
    expect(lent.server.calls).toHaveLength(1);
  });

  test('is asked again after 429, and its answer counts', async () => {
    const replies: ModelServerReply[] = [{ status: 429, retry_after_seconds: 0 }, '第二次成功'];
    await using lent = await lend(async () => replies.shift() ?? { status: 500 });
    const answer = await lent.llm.generate(request, signal);
    expect(answer).toMatchObject({
      text: '第二次成功',
      degraded: false,
      attempts: [{ error_class: 'rate_limited' }, { outcome: 'ok' }],
    });
    expect(lent.server.calls).toHaveLength(2);
  });

  test('is given up after a second time-out', async () => {
    await using lent = await lend(hang, 0.2);
    const answer = await lent.llm.generate(request, signal);
    expect(answer).toMatchObject({
      degraded: true,
      attempts: [{ error_class: 'timeout' }, { error_class: 'timeout' }],
    });
  });

  test('is given up after a second broken body', async () => {
    await using lent = await lend('never read');
    lent.server.mock.setChaos({ malformedRate: 1 });
    const answer = await lent.llm.generate(request, signal);
    expect(answer).toMatchObject({
      degraded: true,
      attempts: [{ error_class: 'invalid_output' }, { error_class: 'invalid_output' }],
    });
  });

  test('is called no more once the signal is aborted', async () => {
    const controller = new AbortController();
    await using server = await lendModelServer(() => {
      controller.abort(new Error('cancelled'));
      return hang();
    });
    const keys = Object.assign({}, ...providerNames.map(keyOf));
    const config = {
      ...server.environment,
      ...keys,
      ...settingsOf(provider, server.environment),
      LLM_PROVIDER: provider,
    };
    await expect(open(config).generate(request, controller.signal)).rejects.toThrow('cancelled');
    expect(server.calls).toHaveLength(1);
  });
});

describe.each(allProviders)('the connection of a call of %s', (provider) => {
  const lend = async (misbehave: Misbehaviour) => {
    const closed = Promise.withResolvers<void>();
    const server = await lendFaultyProvider((response, call) => {
      response.once('close', () => closed.resolve());
      misbehave(response, call);
    });
    const { url } = server;
    const llm = open(settingsOf(provider, { OPENAI_BASE_URL: url, LLM_BASE_URL: url, ANTHROPIC_BASE_URL: url }));
    return { llm, closed: closed.promise, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  };
  const say: Misbehaviour = (response) =>
    response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .write(beginStream[provider === 'anthropic' ? 'anthropic' : 'openai']('开始'));

  test('is closed when it is aborted before an answer, so that the model stops', async () => {
    const controller = new AbortController();
    await using lent = await lend(() => controller.abort(new Error('cancelled')));
    await expect(lent.llm.generate(request, controller.signal)).rejects.toThrow('cancelled');
    await lent.closed;
  });

  test('is closed when its stream is aborted in the middle', async () => {
    const controller = new AbortController();
    await using lent = await lend(say);
    const stream = lent.llm.stream(request, controller.signal);
    expect(await stream.next()).toMatchObject({ value: { type: 'delta', text: '开始' } });
    const next = stream.next();
    controller.abort(new Error('cancelled'));
    await expect(next).rejects.toThrow('cancelled');
    await lent.closed;
  });

  test('is closed when its stream is closed', async () => {
    await using lent = await lend(say);
    for await (const event of lent.llm.stream(request, signal)) {
      expect(event).toEqual({ type: 'delta', text: '开始' });
      break;
    }
    await lent.closed;
  });
});

describe('all providers together', () => {
  const keys = Object.assign({}, ...providerNames.map(keyOf));
  const models = providerNames.map((name) => modelTable[name].default_model);

  test('the next provider answers when the first one is down', async () => {
    await using server = await lendModelServer(({ model }) => (model === models[2] ? '由第三家回答' : { status: 500 }));
    const answer = await open({ ...server.environment, ...keys }).generate(request, signal);
    expect(answer).toMatchObject({ text: '由第三家回答', provider: 'anthropic', degraded: false });
    expect(server.calls.map(({ model }) => model)).toEqual([models[0], models[0], models[1], models[1], models[2]]);
  });

  test('the placeholder answers when all are down, and repeats no key', async () => {
    await using server = await lendModelServer(({ model }) => ({
      status: 401,
      message: `wrong key key-of-openai for ${model}`,
    }));
    const answer = await open({ ...server.environment, ...keys }).generate(request, signal);
    expect(answer).toMatchObject({ provider: 'placeholder', model: null, degraded: true, cost_usd: 0 });
    expect(server.calls.map(({ model }) => model)).toEqual(models);
    expect(JSON.stringify(answer.attempts[0])).not.toContain('key-of-openai');
  });

  test('a refused connection is told as such', async () => {
    const url = await unusedUrl();
    const answer = await open({ ...keys, OPENAI_BASE_URL: url, LLM_BASE_URL: url, ANTHROPIC_BASE_URL: url }).generate(
      request,
      signal,
    );
    expect(answer.attempts.map(({ error_class }) => error_class)).toEqual(Array(6).fill('connection'));
    expect(answer.degraded_reason).toContain('ECONNREFUSED');
  });
});
