import * as z from 'zod';

/** Tokens of one call or of several, as the API shows them. */
export const UsageView = z.object({
  input_tokens: z.int(),
  cached_input_tokens: z.int().describe('Part of the input tokens.'),
  output_tokens: z.int(),
});

/** One call of a model, as the API shows it. */
export const AttemptView = z.object({
  provider: z.string(),
  model: z.string(),
  outcome: z.enum(['ok', 'error', 'skipped']).describe('`skipped`: no call was made, see the error.'),
  error_class: z.string().nullable(),
  error: z.string().nullable(),
  milliseconds: z.number(),
  first_text_milliseconds: z.number().nullable(),
  usage: UsageView.nullable().describe('Null when the provider told none.'),
  cost_usd: z.number().nullable().describe('Null when the usage or the price is not known.'),
});
