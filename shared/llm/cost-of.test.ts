import { expect, test } from 'vitest';
import { addUsage } from './add-usage.ts';
import { costOf } from './cost-of.ts';
import { modelTable } from './model-table.ts';

const { default_model, models } = modelTable.openai;
const row = models[default_model];
if (!row?.long_input) throw new Error('these tests need a default model with a price for long input');
const { input, cached_input, output, long_input } = row;

test('a call costs its fresh input, its cached input and its output, each at its price', () => {
  const usage = { input_tokens: 100_000, cached_input_tokens: 40_000, output_tokens: 5_000 };
  expect(costOf('openai', default_model, usage)).toBeCloseTo(0.06 * input + 0.04 * cached_input + 0.005 * output, 12);
});

test('a call whose input is long is charged at the prices for long input', () => {
  const usage = { input_tokens: long_input.over_input_tokens + 1, cached_input_tokens: 0, output_tokens: 1000 };
  expect(costOf('openai', default_model, usage)).toBeCloseTo(
    (usage.input_tokens * long_input.input + 1000 * long_input.output) / 1e6,
    12,
  );
  const atLimit = { ...usage, input_tokens: long_input.over_input_tokens };
  expect(costOf('openai', default_model, atLimit)).toBeCloseTo(
    (atLimit.input_tokens * input + 1000 * output) / 1e6,
    12,
  );
});

test('the cost of a model that the table does not know is null', () => {
  expect(costOf('openai', 'some-model', { input_tokens: 1, cached_input_tokens: 0, output_tokens: 1 })).toBeNull();
});

test('usages are added up, and a call without usage counts nothing', () => {
  const usage = { input_tokens: 3, cached_input_tokens: 1, output_tokens: 2 };
  expect(addUsage([usage, null, usage])).toEqual({ input_tokens: 6, cached_input_tokens: 2, output_tokens: 4 });
  expect(addUsage([])).toEqual({ input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 });
});
