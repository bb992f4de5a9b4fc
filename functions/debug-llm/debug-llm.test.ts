import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type * as z from 'zod';
import { parseConfig } from '../../shared/config.ts';
import { ModelError } from '../../shared/llm/model-error.ts';
import { modelTable } from '../../shared/llm/model-table.ts';
import { openGuard } from '../../shared/llm/open-guard.ts';
import { createProber } from '../../shared/llm/probe-provider.ts';
import { modelVariables } from '../../shared/llm/show-variable.ts';
import { invoke } from '../../shared/testing/invoke.ts';
import { lendModelServer, type ModelServerReply } from '../../shared/testing/lend-model-server.ts';
import { endpoint } from './index.ts';

type Environment = Record<string, string>;
interface Told {
  code: string;
  message: string;
  fix: string;
}

const key = 'sk-planted-0123456789-wxyz';

/** What the endpoint says where the environment is this one. */
async function debug(environment: Environment, query: Record<string, string> = {}) {
  const ports = {
    config: () => parseConfig(environment),
    variables: () => Object.fromEntries(Object.entries(environment).filter(([name]) => modelVariables.includes(name))),
    probe: createProber({ seconds: 5, cacheSeconds: 60 }),
    breakers: () => [],
  };
  const { status, json, text } = await invoke(endpoint, ports, { query });
  expect(status).toBe(200);
  expect((endpoint.response[200] as z.ZodType).safeParse(json).error).toBeUndefined();
  expect(text).not.toContain(key);
  return json;
}

const warning = ({ warnings }: { warnings: Told[] }, code: string) => warnings.find((one) => one.code === code);
const lend = (reply: ModelServerReply = 'hello') => lendModelServer(() => reply);

async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('GET /debug/llm on a wrong configuration', () => {
  test('no key: nothing is called, and the variables to set are named', async () => {
    const told = await debug({});
    expect(told).toMatchObject({ environment: {}, detected: { provider: 'placeholder', model: null }, probe: null });
    expect(told.detected.reason).toBe('No provider has a key.');
    expect(warning(told, 'no_key')?.fix).toMatch(
      /Set OPENAI_API_KEY, DEEPSEEK_API_KEY, ANTHROPIC_API_KEY, or OPENAI_C/,
    );
  });

  test('two keys: who answers and why, and how to choose', async () => {
    await using server = await lend();
    const told = await debug({ ...server.environment, OPENAI_API_KEY: key, DEEPSEEK_API_KEY: `${key}-2` });
    expect(told.detected).toMatchObject({ provider: 'openai', model: modelTable.openai.default_model });
    expect(told.detected.reason).toMatch(/LLM_PROVIDER is not set;.*OPENAI_API_KEY/);
    expect(told.fallback).toMatchObject([{ provider: 'deepseek' }]);
    expect(warning(told, 'several_keys')).toMatchObject({
      message: 'OPENAI_API_KEY and DEEPSEEK_API_KEY are set: openai, then deepseek answers.',
      fix: expect.stringMatching(/Set LLM_PROVIDER.*LLM_FALLBACK/),
    });
    expect(told.probe).toMatchObject({ ok: true, error: null, likely_cause: null });
  });

  test('a wrong key: the call says so, and which variable holds it', async () => {
    await using server = await lend({ status: 401, message: `Incorrect API key provided: ${key}` });
    const told = await debug({ ...server.environment, OPENAI_API_KEY: key });
    expect(told.environment.OPENAI_API_KEY).toBe('…wxyz');
    expect(told.probe).toMatchObject({
      ok: false,
      error: expect.stringContaining('Incorrect API key'),
      error_class: 'authentication',
      likely_cause: expect.stringContaining('wrong key'),
      fix: expect.stringContaining('Set OPENAI_API_KEY to a key of openai'),
    });
  });

  test('a key of another provider: it is told by its beginning', async () => {
    await using server = await lend({ status: 401 });
    const told = await debug({ ...server.environment, OPENAI_API_KEY: 'sk-ant-api03-0123456789' });
    expect(told.probe.likely_cause).toContain('looks like one of Anthropic');
  });

  test('a model of DeepSeek on OpenAI: refused before any call, with the pair that works', async () => {
    await using server = await lend();
    const told = await debug({ ...server.environment, OPENAI_API_KEY: key, LLM_MODEL: 'deepseek-chat' });
    expect(told).toMatchObject({ detected: { provider: 'placeholder' }, probe: null });
    expect(warning(told, 'foreign_model')).toMatchObject({
      severity: 'error',
      message: 'LLM_MODEL=deepseek-chat belongs to deepseek, but openai is asked first.',
      fix: expect.stringContaining('Set LLM_PROVIDER=deepseek and LLM_MODEL=deepseek-flash (with DEEPSEEK_API_KEY)'),
    });
    expect(server.calls).toEqual([]);
  });

  test('a base URL on OpenAI: it is ignored, and what it was meant for is named', async () => {
    await using server = await lend();
    const LLM_BASE_URL = 'http://user:hunter2@localhost:11434/v1?token=hunter2';
    const told = await debug({ ...server.environment, OPENAI_API_KEY: key, LLM_BASE_URL });
    expect(told.environment.LLM_BASE_URL).toBe('http://localhost:11434/v1');
    expect(JSON.stringify(told)).not.toContain('hunter2');
    expect(warning(told, 'base_url_ignored')).toMatchObject({
      message: expect.stringContaining('LLM_BASE_URL is ignored for openai'),
      fix: expect.stringMatching(/set OPENAI_BASE_URL.*LLM_PROVIDER=openai-compatible and LLM_MODEL/),
    });
    expect(told.probe.ok).toBe(true);
  });

  test('an address where nothing listens: the server, and containers, are thought of', async () => {
    const OPENAI_COMPATIBLE_BASE_URL = `http://127.0.0.1:${await closedPort()}/v1`;
    const told = await debug({ OPENAI_COMPATIBLE_BASE_URL, LLM_MODEL: 'qwen3' });
    expect(told.detected).toMatchObject({ provider: 'openai-compatible', model: 'qwen3' });
    expect(told.probe).toMatchObject({
      ok: false,
      error_class: 'connection',
      likely_cause: expect.stringContaining('nothing listens at 127.0.0.1'),
      fix: expect.stringMatching(/ollama serve.*OPENAI_COMPATIBLE_BASE_URL.*host\.docker\.internal/),
    });
  });

  test('an unknown provider: the names that are known, and what takes any other', async () => {
    const told = await debug({ LLM_PROVIDER: 'Gemini', OPENAI_API_KEY: key });
    expect(told).toMatchObject({ detected: { provider: 'placeholder' }, configuration: { provider: 'gemini' } });
    expect(warning(told, 'unknown_provider')).toMatchObject({
      severity: 'error',
      message: 'LLM_PROVIDER=gemini names no provider that is known here.',
      fix: expect.stringMatching(
        /openai, deepseek, anthropic, openai-compatible or placeholder.*OPENAI_COMPATIBLE_BASE/,
      ),
    });
  });

  test('a retired model: since when, and its successor, before and after the call', async () => {
    await using server = await lend({ status: 404, message: 'The model `gpt-3.5-turbo` does not exist' });
    const told = await debug({ ...server.environment, OPENAI_API_KEY: key, LLM_MODEL: 'gpt-3.5-turbo' });
    expect(warning(told, 'retired_model')).toMatchObject({
      message: 'openai has shut down gpt-3.5-turbo on 2026-10-23: calls of it fail.',
      fix: expect.stringContaining('gpt-6.1-terra'),
    });
    expect(told.probe).toMatchObject({
      ok: false,
      error_class: 'not_found',
      fix: expect.stringContaining('gpt-6.1-terra'),
    });
  });
});

describe('the call of GET /debug/llm', () => {
  test('is made once a minute, and not at all where it is not wanted', async () => {
    await using server = await lend();
    const environment = { ...server.environment, OPENAI_API_KEY: key };
    const observe = vi.fn();
    const ports = {
      config: () => parseConfig(environment),
      variables: () => ({}),
      probe: createProber({ seconds: 5, cacheSeconds: 60, observe }),
      breakers: () => [],
    };
    expect((await invoke(endpoint, ports, { query: { probe: 'false' } })).json.probe).toBeNull();
    expect(server.calls).toHaveLength(0);
    await Promise.all([invoke(endpoint, ports), invoke(endpoint, ports)]);
    expect((await invoke(endpoint, ports)).json.probe.ok).toBe(true);
    expect(server.calls).toHaveLength(1);
    expect(observe.mock.calls).toEqual([
      [
        expect.objectContaining({ provider: 'openai', outcome: 'ok', cost_usd: expect.any(Number) }),
        expect.objectContaining({ purpose: 'probe', caller: { agent: 'probe' } }),
      ],
    ]);
  });

  test.each<[string, ModelServerReply, RegExp, RegExp]>([
    ['an empty account', { status: 429, code: 'insufficient_quota' }, /quota.*no credit/, /Add credit/],
    ['a rate limit', { status: 429 }, /quota.*limits/, /Wait/],
    ['a forbidden model', { status: 403 }, /may not use/, /Allow the model/],
    ['a fault of its own', { status: 500 }, /fails on its own side/, /status page/],
    ['a bad request', { status: 400 }, /wrong model/, /LLM_MODEL_OPENAI/],
  ])('explains %s', async (_what, reply, cause, fix) => {
    await using server = await lend(reply);
    const { probe } = await debug({ ...server.environment, OPENAI_API_KEY: key });
    expect(probe).toMatchObject({
      ok: false,
      likely_cause: expect.stringMatching(cause),
      fix: expect.stringMatching(fix),
    });
  });

  test('explains a name that does not resolve, and a server that speaks no TLS', async () => {
    const base = { OPENAI_COMPATIBLE_BASE_URL: 'http://no-such-host.invalid/v1', LLM_MODEL: 'm' };
    expect((await debug(base)).probe.likely_cause).toMatch(/no-such-host\.invalid cannot be resolved \(DNS\)/);
    await using server = await lend();
    const OPENAI_COMPATIBLE_BASE_URL = `${server.url.replace('http:', 'https:')}/v1`;
    const { probe } = await debug({ ...base, OPENAI_COMPATIBLE_BASE_URL });
    expect(probe).toMatchObject({
      likely_cause: expect.stringMatching(/^TLS/),
      fix: expect.stringContaining('http://'),
    });
  });

  test('explains a web page in place of the API', async () => {
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>Log in</p>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const OPENAI_COMPATIBLE_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { probe } = await debug({ OPENAI_COMPATIBLE_BASE_URL, LLM_MODEL: 'm' });
    expect(probe).toMatchObject({
      likely_cause: expect.stringContaining('not the API'),
      fix: expect.stringContaining('/v1'),
    });
    server.closeAllConnections();
    server.close();
  });

  test('warns of a model that the provider does not list, and of an end that only its list tells', async () => {
    const data = [{ id: 'qwen3:latest' }, { id: 'ends', shutdown_date: '2027-01-01' }];
    const server = createServer((request, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(
          JSON.stringify(request.url === '/v1/models' ? { data } : { choices: [{ message: { content: 'hello' } }] }),
        ),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const OPENAI_COMPATIBLE_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const codes = async (LLM_MODEL: string) =>
      (await debug({ OPENAI_COMPATIBLE_BASE_URL, LLM_MODEL })).warnings.map(({ code }: Told) => code);
    expect(await codes('qwen3')).toEqual(['unknown_price']);
    expect(await codes('qwen4')).toEqual(['unknown_price', 'unlisted_model']);
    expect(await codes('ends')).toEqual(['unknown_price', 'model_ends']);
    server.closeAllConnections();
    server.close();
  });
});

test('GET /debug/llm tells which provider is given a rest, and until when', async () => {
  const guard = openGuard('openai', { failures: 1 });
  (await guard.enter(new AbortController().signal)).leave(new ModelError('authentication', 'wrong key'));
  await vi.waitFor(() => expect(guard.state().state).toBe('open'));
  const ports = {
    config: () => parseConfig({}),
    variables: () => ({}),
    probe: createProber({ seconds: 5, cacheSeconds: 60 }),
    breakers: () => [guard.state()],
  };
  const { json } = await invoke(endpoint, ports);
  expect(json.breakers).toEqual([{ provider: 'openai', state: 'open', open_until: expect.stringMatching(/^20.*Z$/) }]);
});

describe('the environment that GET /debug/llm shows', () => {
  test('has nothing of short keys, and of proxies no password', async () => {
    const told = await debug(
      { DEEPSEEK_API_KEY: 'short-key', HTTPS_PROXY: 'http://me:hunter2@proxy:3128', LLM_PROVIDER: 'deepseek' },
      { probe: 'false' },
    );
    expect(told.environment).toEqual({
      DEEPSEEK_API_KEY: 'set',
      HTTPS_PROXY: 'http://proxy:3128',
      LLM_PROVIDER: 'deepseek',
    });
    expect(warning(told, 'proxy_ignored')?.fix).toContain('NODE_USE_ENV_PROXY=1');
  });

  test('has prices that cannot be read as what is wrong, with the form that they need', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'prices-')), 'prices.json');
    writeFileSync(file, '{"openai":{"gpt-7":{"inputs":1}}}');
    const told = await debug({ OPENAI_API_KEY: key, LLM_PRICES_FILE: file });
    expect(warning(told, 'bad_prices')).toMatchObject({
      message: expect.stringContaining(file),
      fix: expect.stringContaining('"input": 1'),
    });
  });
});
