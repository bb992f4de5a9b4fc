import { describe, expect, test } from 'vitest';
import { SetupError } from '../errors.ts';
import { describeProviders } from './live.ts';
import { modelTable } from './model-table.ts';
import { readSelection } from './read-selection.ts';
import { type LlmConfig, selectProviders } from './select-providers.ts';

const keys = { OPENAI_API_KEY: 'key-o', DEEPSEEK_API_KEY: 'key-d', ANTHROPIC_API_KEY: 'key-a' };
const order = (config: LlmConfig) => selectProviders(config).map(({ provider }) => provider);

describe('selecting providers', () => {
  test('takes those with a key, OpenAI before DeepSeek before Anthropic', () => {
    expect(order(keys)).toEqual(['openai', 'deepseek', 'anthropic']);
    expect(order({ ANTHROPIC_API_KEY: 'a', DEEPSEEK_API_KEY: 'd' })).toEqual(['deepseek', 'anthropic']);
    expect(order({})).toEqual([]);
  });

  test('puts LLM_PROVIDER first, and keeps the order of the others', () => {
    expect(order({ ...keys, LLM_PROVIDER: 'anthropic' })).toEqual(['anthropic', 'openai', 'deepseek']);
  });

  test('calls no provider for the placeholder, whatever the keys', () => {
    expect(order({ ...keys, LLM_PROVIDER: 'placeholder' })).toEqual([]);
  });

  test('refuses LLM_PROVIDER without its key, naming the variable', () => {
    const select = () => selectProviders({ OPENAI_API_KEY: 'o', LLM_PROVIDER: 'deepseek' });
    expect(select).toThrow(SetupError);
    expect(select).toThrow('LLM_PROVIDER=deepseek needs a key: set DEEPSEEK_API_KEY');
  });

  test('gives LLM_MODEL to the first provider only', () => {
    const models = selectProviders({ ...keys, LLM_MODEL: 'gpt-4.1' }).map(({ model }) => model);
    expect(models).toEqual(['gpt-4.1', modelTable.deepseek.default_model, modelTable.anthropic.default_model]);
  });

  test('ignores LLM_BASE_URL for OpenAI, and uses it for DeepSeek', () => {
    const config = {
      ...keys,
      LLM_BASE_URL: 'http://llm:1/v1',
      OPENAI_BASE_URL: 'http://openai:2/v1',
      ANTHROPIC_BASE_URL: 'http://anthropic:3',
    };
    expect(selectProviders(config).map(({ base_url }) => base_url)).toEqual([
      'http://openai:2/v1',
      'http://llm:1/v1',
      'http://anthropic:3',
    ]);
    const { LLM_BASE_URL } = config;
    expect(selectProviders({ ...keys, LLM_BASE_URL })[0]?.base_url).toBe('https://api.openai.com/v1');
    expect(selectProviders(keys)[1]?.base_url).toBe('https://api.deepseek.com/v1');
  });

  test.each([
    ['deepseek-v4-pro', 'openai', 'deepseek', 'deepseek-v4-pro'],
    ['deepseek-chat', 'openai', 'deepseek', modelTable.deepseek.default_model],
    ['gpt-4o', 'anthropic', 'openai', 'gpt-6-luna'],
    ['o3', 'deepseek', 'openai', 'gpt-6.1-sol'],
    ['claude-sonnet-5-5', 'deepseek', 'anthropic', 'claude-sonnet-5-5'],
  ] as const)('refuses %s on %s, naming a pair that works', (model, provider, owner, works) => {
    const select = () => selectProviders({ ...keys, LLM_PROVIDER: provider, LLM_MODEL: model });
    expect(select).toThrow(SetupError);
    expect(select).toThrow(
      `LLM_MODEL=${model} belongs to ${owner}, but ${provider} is asked first. Set LLM_PROVIDER=${owner} and LLM_MODEL=${works}`,
    );
  });

  test("accepts names that are nobody's, such as an open model behind another base URL", () => {
    for (const LLM_MODEL of ['qwen3-max', 'gpt-oss-120b', 'llama-4']) {
      expect(selectProviders({ DEEPSEEK_API_KEY: 'd', LLM_MODEL })[0]?.model).toBe(LLM_MODEL);
    }
  });

  test.each([
    ['LLM_FALLBACK=anthropic,deepseek', 'anthropic, deepseek', ['openai', 'anthropic', 'deepseek']],
    ['those left out are not asked', 'anthropic', ['openai', 'anthropic']],
    ['none but the first', 'placeholder', ['openai']],
    ['the first one again', 'openai anthropic', ['openai', 'anthropic']],
  ])('asks the others in the order of LLM_FALLBACK: %s', (_what, LLM_FALLBACK, expected) => {
    expect(order({ ...keys, LLM_FALLBACK })).toEqual(expected);
  });

  test('refuses names in LLM_FALLBACK that are nobody, or have no key', () => {
    expect(() => selectProviders({ ...keys, LLM_FALLBACK: 'gemini' })).toThrow(
      /LLM_FALLBACK=gemini names no provider.*Set LLM_FALLBACK to one of openai, deepseek, anthropic, openai-compatible/,
    );
    expect(() => selectProviders({ OPENAI_API_KEY: 'o', LLM_FALLBACK: 'anthropic,deepseek' })).toThrow(
      'LLM_FALLBACK=anthropic,deepseek needs a key: set ANTHROPIC_API_KEY, or take anthropic out of LLM_FALLBACK.',
    );
  });

  test('prefers a model that is named for its provider, and refuses the model of another one there too', () => {
    const models = selectProviders({
      ...keys,
      LLM_MODEL: 'gpt-4.1',
      LLM_MODEL_OPENAI: 'gpt-6-luna',
      LLM_MODEL_DEEPSEEK: 'deepseek-v4-pro',
    }).map(({ model }) => model);
    expect(models).toEqual(['gpt-6-luna', 'deepseek-v4-pro', modelTable.anthropic.default_model]);
    expect(() => selectProviders({ ...keys, LLM_MODEL_DEEPSEEK: 'gpt-4o' })).toThrow(
      'LLM_MODEL_DEEPSEEK=gpt-4o belongs to openai, not to deepseek. Set LLM_MODEL_DEEPSEEK=deepseek-flash',
    );
  });

  test.each([
    ['http://user:hunter2@llm/v1', 'OPENAI_BASE_URL'],
    ['http://llm/v1?key=hunter2', 'OPENAI_BASE_URL'],
  ])('refuses an address with a secret in it, and does not show it: %s', (OPENAI_BASE_URL) => {
    const select = () => selectProviders({ ...keys, OPENAI_BASE_URL });
    expect(select).toThrow(/^OPENAI_BASE_URL holds a user.*put the key into OPENAI_API_KEY/);
    expect(select).not.toThrow(/hunter2/);
  });

  test('describes the providers without their keys', () => {
    expect(describeProviders({ OPENAI_API_KEY: 'secret' })).toEqual([
      { provider: 'openai', model: modelTable.openai.default_model, base_url: 'https://api.openai.com/v1' },
    ]);
  });

  test('describes none where the settings are wrong, and says why', () => {
    const wrong = { OPENAI_API_KEY: 'o', LLM_PROVIDER: 'gemini' };
    expect(describeProviders(wrong)).toEqual([]);
    expect(readSelection(wrong).noProvider).toEqual({ misconfigured: expect.stringContaining('LLM_PROVIDER=gemini') });
  });
});

describe('a server with the interface of OpenAI', () => {
  const OPENAI_COMPATIBLE_BASE_URL = 'http://localhost:11434/v1';
  const named = { LLM_PROVIDER: 'openai-compatible', LLM_MODEL: 'qwen3' };

  test('comes after the others, needs no key, and serves any model', () => {
    const config = { ...keys, OPENAI_COMPATIBLE_BASE_URL, LLM_MODEL_OPENAI_COMPATIBLE: 'gpt-4o' };
    expect(order(config)).toEqual(['openai', 'deepseek', 'anthropic', 'openai-compatible']);
    expect(selectProviders(config)[3]).toMatchObject({ model: 'gpt-4o', base_url: OPENAI_COMPATIBLE_BASE_URL });
  });

  test('takes LLM_BASE_URL and LLM_MODEL where it is asked first; DeepSeek then keeps its own address, and its key', () => {
    const config = { DEEPSEEK_API_KEY: 'd', LLM_BASE_URL: 'http://llm/v1', ...named };
    expect(selectProviders(config)).toMatchObject([
      { provider: 'openai-compatible', model: 'qwen3', base_url: 'http://llm/v1' },
      { provider: 'deepseek', base_url: 'https://api.deepseek.com/v1', api_key: 'd' },
    ]);
    expect(selectProviders({ ...config, OPENAI_COMPATIBLE_BASE_URL })).toMatchObject([
      { base_url: OPENAI_COMPATIBLE_BASE_URL },
      { base_url: 'http://llm/v1' },
    ]);
  });

  test('is refused without a model, without an address, and with nothing but a key', () => {
    expect(() => selectProviders({ ...keys, OPENAI_COMPATIBLE_BASE_URL })).toThrow(
      /has an address, but no model\. Set LLM_MODEL_OPENAI_COMPATIBLE to/,
    );
    expect(() => selectProviders(named)).toThrow(
      'LLM_PROVIDER=openai-compatible needs an address: set OPENAI_COMPATIBLE_BASE_URL',
    );
    expect(() => selectProviders({ OPENAI_COMPATIBLE_API_KEY: 'k' })).toThrow('Set OPENAI_COMPATIBLE_BASE_URL');
  });
});
