import type * as z from 'zod';
import { metrics } from '../telemetry/metrics.ts';
import { addUsage } from './add-usage.ts';
import type { LanguageModel, ModelAnswer, ModelMessage, ModelRequest } from './language-model.ts';
import { parseJsonText } from './parse-json-text.ts';

/** A model's answer with the object in it; no object when the answer is degraded, which then says why. */
export interface GeneratedObject<T> {
  answer: ModelAnswer;
  object: T | null;
}

/** Asks for one JSON object of a schema; an answer that does not fit is shown to the model with its errors, once. */
export async function generateObject<Schema extends z.ZodType>(
  schema: Schema,
  request: Omit<ModelRequest, 'schema'>,
  signal: AbortSignal,
  { llm }: { llm: LanguageModel },
): Promise<GeneratedObject<z.output<Schema>>> {
  const first = await llm.generate({ ...request, schema }, signal);
  if (first.degraded) return { answer: first, object: null };
  const checked = check(schema, first.text);
  if (checked.object !== null) return { answer: first, object: checked.object };

  const messages = [...request.messages, ...repair(first.text, checked.errors)];
  const second = together(first, await llm.generate({ ...request, messages, schema }, signal));
  if (second.degraded) return { answer: second, object: null };
  const repaired = check(schema, second.text);
  if (repaired.object !== null) return { answer: second, object: repaired.object };
  const reason = `The answer of ${second.provider} ${second.model} did not have the required form, twice: ${repaired.errors}`;
  metrics().modelDegraded.inc({ reason: 'wrong_form' });
  return {
    answer: { ...second, degraded: true, degraded_reason: reason, degraded_code: 'wrong_form' },
    object: null,
  };
}

function check<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
): { object: z.output<Schema> | null; errors: string } {
  const value = parseJsonText(text);
  if (value === undefined) return { object: null, errors: 'it is not JSON' };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { object: parsed.data, errors: '' };
  const errors = parsed.error.issues
    .slice(0, 10)
    .map(({ path, message }) => `${path.join('.') || 'the object'}: ${message}`);
  return { object: null, errors: errors.join('; ') };
}

const repair = (text: string, errors: string): ModelMessage[] => [
  { role: 'assistant', content: text },
  {
    role: 'user',
    content: `That does not have the required form: ${errors}. Send the whole JSON object again, corrected, and nothing else.`,
  },
];

/** The later answer, with what both cost. */
const together = (first: ModelAnswer, second: ModelAnswer): ModelAnswer => ({
  ...second,
  usage: addUsage([first.usage, second.usage]),
  cost_usd: first.cost_usd + second.cost_usd,
  attempts: [...first.attempts, ...second.attempts],
});
