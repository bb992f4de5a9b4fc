import type * as z from 'zod';
import { InvalidRequest, type Violation } from '../errors.ts';
import { pointerPart } from './check-text.ts';
import { fieldNames } from './field-names.ts';

const most = 20;

/** `value` as `schema` gives it; throws a 400 whose violations name each bad place. `part` says what it is part of. */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown, part: Part): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const violations = parsed.error.issues.flatMap((issue) => violationsOf(issue, part)).slice(0, most);
  if (violations.some(({ message }) => message === unknownField)) tellKnown(schema, violations);
  const shown = violations.slice(0, 3).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const rest = violations.length - shown.length;
  const more = rest > 0 ? `; and ${rest} more` : '';
  throw new InvalidRequest(`The ${part} is not valid: ${shown.join('; ')}${more}`, { violations });
}

const unknownField = 'This field is not known.';

/** Says at the first unknown field of the value itself, not of what lies in it, which ones are known. */
function tellKnown(schema: z.ZodType, violations: Violation[]): void {
  const known = fieldNames(schema);
  const first = violations.find(({ path, message }) => message === unknownField && /^\/?[^/.]+$/.test(path));
  if (known?.size && first) first.message = `This field is not known; known are ${[...known].join(', ')}.`;
}

export type Part = 'path' | 'query' | 'header' | 'body';

type Issue = z.core.$ZodIssue;

function violationsOf(issue: Issue, part: Part): Violation[] {
  if (issue.code === 'invalid_union') {
    const best = nearest(issue.errors);
    if (best) return best.flatMap((inner) => violationsOf({ ...inner, path: [...issue.path, ...inner.path] }, part));
    const expected = issue.errors
      .flat()
      .flatMap((inner) => (inner.code === 'invalid_type' ? [kindOf(inner.expected)] : []));
    if (expected.length)
      return [{ path: placeOf(issue.path, part), message: `Must be ${[...new Set(expected)].join(' or ')}.` }];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: placeOf([...issue.path, key], part),
      message: unknownField,
    }));
  }
  return [{ path: placeOf(issue.path, part), message: messageOf(issue) }];
}

function messageOf(issue: Issue): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.message.endsWith('received undefined')) return `Required (${kindOf(issue.expected)}).`;
  // A text that is no number arrives as NaN.
  return issue.message
    .replace(`expected ${issue.expected}`, `expected ${kindOf(issue.expected)}`)
    .replace(/, received NaN$/, '');
}

/** What zod calls a kind of value, in JSON's words. */
const kindOf = (expected: string): string => ({ record: 'object', int: 'whole number' })[expected] ?? expected;

/** The branch of a union that was meant: the first one whose type the value has at its root. */
const nearest = (branches: Issue[][]): Issue[] | undefined =>
  branches.find(
    (issues) => issues.length > 0 && issues.every((issue) => issue.path.length > 0 || !wrongKinds.has(issue.code)),
  );

const wrongKinds = new Set(['invalid_type', 'invalid_value', 'invalid_union']);

const placeOf = (path: PropertyKey[], part: Part): string =>
  part === 'body' ? path.map((key) => `/${pointerPart(key)}`).join('') : path.map(String).join('.');
