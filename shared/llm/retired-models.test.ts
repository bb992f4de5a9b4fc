import { describe, expect, test } from 'vitest';
import { modelTable, providerNames } from './model-table.ts';
import { retirementOf } from './retired-models.ts';

describe('the end of a model', () => {
  test.each([
    ['openai', 'gpt-3.5-turbo', '2026-10-23'],
    ['openai', 'gpt-3.5-turbo-0125', '2026-10-23'],
    ['openai', 'gpt-4o', '2027-01-14'],
    ['openai', 'gpt-4o-2024-08-06', '2027-01-14'],
    ['openai', 'gpt-4o-2024-05-13', '2026-10-23'],
    ['deepseek', 'deepseek-reasoner', '2026-07-24'],
    ['anthropic', 'claude-3-5-sonnet-20241022', '2025-10-28'],
    ['anthropic', 'claude-3-5-sonnet-latest', '2025-10-28'],
    ['anthropic', 'claude-opus-4-0', '2026-06-15'],
  ] as const)('of %s %s is known', (provider, model, shutdown_date) => {
    expect(retirementOf(provider, model)?.shutdown_date).toBe(shutdown_date);
  });

  test('is not taken for that of another model with a similar name, nor of the same name elsewhere', () => {
    expect(retirementOf('openai', 'gpt-4o-audio')).toBeUndefined();
    expect(retirementOf('anthropic', 'claude-opus-4-8')).toBeUndefined();
    expect(retirementOf('openai-compatible', 'gpt-4o')).toBeUndefined();
  });

  test.each(providerNames)(
    'is not announced for any model of %s in the table, and successors are in it',
    (provider) => {
      const { models } = modelTable[provider];
      for (const model of Object.keys(models)) expect(retirementOf(provider, model)).toBeUndefined();
      const retired = { openai: 'gpt-4o', deepseek: 'deepseek-chat', anthropic: 'claude-opus-4' }[provider];
      expect(Object.keys(models)).toContain(retirementOf(provider, retired)?.successor);
    },
  );
});
