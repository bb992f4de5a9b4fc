import { describe, expect, test } from 'vitest';
import { SetupError } from '../errors.ts';
import { describeProviders } from './live.ts';
import { modelTable } from './model-table.ts';
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
    ['gpt-4o', 'anthropic', 'openai', modelTable.openai.default_model],
    ['o3', 'deepseek', 'openai', modelTable.openai.default_model],
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

  test('describes the providers without their keys', () => {
    expect(describeProviders({ OPENAI_API_KEY: 'secret' })).toEqual([
      { provider: 'openai', model: modelTable.openai.default_model, base_url: 'https://api.openai.com/v1' },
    ]);
  });
});
