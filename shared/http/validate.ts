import type * as z from 'zod';
import { InvalidRequest, type Violation } from '../errors.ts';
import { type Part, unknownField, violationsOf } from '../validation/violations-of.ts';
import { fieldNames } from './field-names.ts';

/** `value` as `schema` gives it; throws a 400 whose violations name each bad place. `part` says what it is part of. */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown, part: Part): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const violations = violationsOf(parsed.error.issues, part);
  if (violations.some(({ message }) => message === unknownField)) tellKnown(schema, violations);
  const shown = violations.slice(0, 3).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const rest = violations.length - shown.length;
  const more = rest > 0 ? `; and ${rest} more` : '';
  throw new InvalidRequest(`The ${part} is not valid: ${shown.join('; ')}${more}`, { violations });
}

/** Says at the first unknown field of the value itself, not of what lies in it, which ones are known. */
function tellKnown(schema: z.ZodType, violations: Violation[]): void {
  const known = fieldNames(schema);
  const first = violations.find(({ path, message }) => message === unknownField && /^\/?[^/.]+$/.test(path));
  if (known?.size && first) first.message = `This field is not known; known are ${[...known].join(', ')}.`;
}
