import type * as z from 'zod';
import type { Violation } from '../errors.ts';
import { pointerPart } from './pointer-part.ts';

/** The part of a request that a value is. */
export type Part = 'path' | 'query' | 'header' | 'body';

/** What is said of a field that a schema does not declare. */
export const unknownField = 'This field is not known.';

const most = 20;

type Issue = z.core.$ZodIssue;

/** What zod found, as the bad places of `part` in the words of JSON; at most 20. */
export const violationsOf = (issues: Issue[], part: Part): Violation[] =>
  issues.flatMap((issue) => explain(issue, part)).slice(0, most);

function explain(issue: Issue, part: Part): Violation[] {
  if (issue.code === 'invalid_union') {
    const best = nearest(issue.errors);
    if (best) return best.flatMap((inner) => explain({ ...inner, path: [...issue.path, ...inner.path] }, part));
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
