import * as z from 'zod';
import { readNamedFile } from '../config.ts';
import { messageOf, SetupError } from '../errors.ts';
import type { ModelRow, ProviderName } from './model-table.ts';
import { SelectionError } from './selection-error.ts';

const usd = z.number().nonnegative();
const prices = { input: usd, cached_input: usd.optional(), output: usd };

const Prices = z.partialRecord(
  z.enum(['openai', 'deepseek', 'anthropic', 'openai-compatible']),
  z.record(
    z.string(),
    z.strictObject({
      ...prices,
      long_input: z.strictObject({ ...prices, over_input_tokens: z.int().positive() }).optional(),
      context_tokens: z.int().min(1000).optional(),
    }),
  ),
);

/** What a price file says of a model; where it names no price for cached input, that costs as much as any. */
export type PricedModel = Pick<ModelRow, 'input' | 'cached_input' | 'output' | 'long_input' | 'context_tokens'>;

/** Looks up a model in a price file. */
export type PriceList = (provider: ProviderName, model: string) => PricedModel | undefined;

const example = '{"openai": {"MODEL": {"input": 1, "cached_input": 0.1, "output": 5, "context_tokens": 400000}}}';

/** Reads LLM_PRICES_FILE, USD per million tokens by provider and model; throws a SelectionError that names what is wrong in it. */
export function readPrices(file: string | undefined): PriceList {
  if (file === undefined) return () => undefined;
  const prices = pricesIn(file);
  return (provider, model) => {
    const { [provider]: models = {} } = prices;
    if (!Object.hasOwn(models, model)) return undefined;
    const { long_input, context_tokens, ...row } = models[model] as NonNullable<(typeof models)[string]>;
    return {
      ...withCached(row),
      ...(long_input && { long_input: withCached(long_input) }),
      ...(context_tokens !== undefined && { context_tokens }),
    };
  };
}

/** The models of a provider that the file names. */
export const pricedModels = (file: string | undefined, provider: ProviderName): string[] =>
  file === undefined ? [] : Object.keys(pricesIn(file)[provider] ?? {});

function pricesIn(file: string): z.output<typeof Prices> {
  const parsed = Prices.safeParse(jsonOf(file));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'all'}: ${message}`);
  throw wrong(file, issues.join('; '));
}

const withCached = <Price extends { input: number; cached_input?: number | undefined }>(price: Price) => ({
  ...price,
  cached_input: price.cached_input ?? price.input,
});

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readNamedFile('LLM_PRICES_FILE', file));
  } catch (cause) {
    const what = cause instanceof SetupError ? 'it cannot be read' : `it is not JSON${placeIn(messageOf(cause))}`;
    throw wrong(file, what, { cause });
  }
}

/** Where parsing failed; the rest of the message quotes the file, and the wrong one may hold keys. */
function placeIn(message: string): string {
  const [place] = /\(line \d+ column \d+\)/.exec(message) ?? [];
  return place ? ` ${place}` : '';
}

const fix = `It must hold JSON such as ${example}, in USD per million tokens; or unset LLM_PRICES_FILE.`;

const wrong = (file: string, what: string, options?: ErrorOptions): SelectionError =>
  new SelectionError('bad_prices', `The price file ${file} (LLM_PRICES_FILE) cannot be used: ${what}.`, fix, options);
