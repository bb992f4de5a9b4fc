import { describe, expect, test } from 'vitest';
import { modelTable, providerNames } from './model-table.ts';

describe.each(providerNames)('the table row of %s', (name) => {
  const { default_model, models, owns } = modelTable[name];

  test('lists its default model', () => {
    expect(Object.keys(models)).toContain(default_model);
  });

  test('owns its models, and no other provider claims them', () => {
    for (const model of Object.keys(models)) {
      expect(owns.test(model)).toBe(true);
      expect(providerNames.filter((other) => modelTable[other].owns.test(model))).toEqual([name]);
    }
  });

  test('gives every price a source, and charges cached input less than fresh', () => {
    for (const row of Object.values(models)) {
      expect(row.sources.length).toBeGreaterThan(0);
      expect(row.sources.every((source) => URL.canParse(source))).toBe(true);
      expect(row.cached_input).toBeLessThan(row.input);
    }
  });
});
