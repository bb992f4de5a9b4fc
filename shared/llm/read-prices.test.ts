import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { costOf } from './cost-of.ts';
import { modelTable } from './model-table.ts';
import { readPrices } from './read-prices.ts';
import { selectProviders } from './select-providers.ts';
import { SelectionError } from './selection-error.ts';

function fileOf(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'prices-')), 'prices.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const usage = { input_tokens: 300_000, cached_input_tokens: 100_000, output_tokens: 1000 };

test('a price file adds models, and overrides those of the table, without their prices for long input', () => {
  const { default_model } = modelTable.openai;
  const file = fileOf({
    openai: { [default_model]: { input: 10, output: 20 } },
    'openai-compatible': { qwen3: { input: 1, cached_input: 0.5, output: 2, context_tokens: 131_072 } },
  });
  const [openai, compatible] = selectProviders({
    OPENAI_API_KEY: 'any',
    OPENAI_COMPATIBLE_BASE_URL: 'http://localhost:11434/v1',
    LLM_MODEL_OPENAI_COMPATIBLE: 'qwen3',
    LLM_PRICES_FILE: file,
  });
  expect(costOf('openai', default_model, usage, openai?.row)).toBeCloseTo(3.02, 12);
  expect(openai?.row?.settings).toEqual(modelTable.openai.models[default_model]?.settings);
  expect(costOf('openai-compatible', 'qwen3', usage, compatible?.row)).toBeCloseTo(0.252, 12);
  expect(compatible?.row?.context_tokens).toBe(131_072);
});

test('names of models that objects have anyway are not in the file', () => {
  expect(readPrices(fileOf({ openai: {} }))('openai', 'constructor')).toBeUndefined();
});

test.each([
  ['{"openai":', /it is not JSON/],
  [{ openai: { m: { input: 1 } } }, /openai\.m\.output/],
  [{ openai: { m: { input: -1, output: 1 } } }, /openai\.m\.input/],
  [{ openai: { m: { input: 1, output: 1, cost: 1 } } }, /cost/],
  [{ gemini: {} }, /gemini/],
])('a price file that holds %j is refused, with what is wrong and how it must be', (content, what) => {
  const read = () => readPrices(fileOf(content));
  expect(read).toThrow(SelectionError);
  expect(read).toThrow(what);
  expect(read).toThrow(/It must hold JSON such as .*unset LLM_PRICES_FILE/);
});

test.each(['sk-planted-0123456789', 'OPENAI_API_KEY=sk-planted-0123456789', '{\n  "openai": sk-planted-0123456789}'])(
  'a file that is none of prices is not quoted: %j',
  (content) => expect(() => readPrices(fileOf(content))).toThrow(/^(?!.*(planted|OPENAI_API)).*it is not JSON/),
);

test('a price file that is not there is said to be so', () => {
  expect(() => readPrices('/no/such/file')).toThrow(
    '/no/such/file (LLM_PRICES_FILE) cannot be used: it cannot be read.',
  );
});
