import * as z from 'zod';
import { checkText } from './check-text.ts';

const Labels = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** The query parameter `metadata`: labels as a JSON object. */
export const labelFilter = z.string().transform((text, context) => {
  const given = parsed(text);
  checkText(given, 'metadata');
  const labels = Labels.safeParse(given);
  if (labels.success) return labels.data;
  context.addIssue({ code: 'custom', message: 'must be a JSON object of labels, e.g. metadata={"team":"a"}' });
  return z.NEVER;
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
