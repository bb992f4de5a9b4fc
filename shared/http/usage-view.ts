import * as z from 'zod';
import { usageGroups } from '../llm/read-usage.ts';

const Usage = z.object({
  calls: z.int().describe('Calls of providers; each try, a retry or a fallback is one.'),
  failed: z.int().describe('Those of them that failed.'),
  cached: z.int().describe('Earlier answers that were given again, without a call.'),
  degraded: z.int().describe('Answers without a model: no key, a budget used up, or every call failed.'),
  input_tokens: z.int(),
  cached_input_tokens: z.int().describe('Part of the input tokens.'),
  output_tokens: z.int(),
  cost_usd: z.number(),
  cost_unknown: z.int().describe('Calls that cost_usd does not hold: their price, or what they used, is not known.'),
});

/** What models were used for, by one property of their calls. */
export const UsageView = z.object({
  group_by: z.enum(usageGroups),
  from: z.iso.date(),
  to: z.iso.date(),
  items: z
    .array(Usage.extend({ key: z.string().nullable().describe('The day, provider, model or agent; null for none.') }))
    .describe('Days in order; others by cost, the highest first, at most 400.'),
  total: Usage.describe('Of everything, listed or not.'),
});
