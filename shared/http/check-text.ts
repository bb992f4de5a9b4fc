import { InvalidRequest, type Violation } from '../errors.ts';
import { pointerPart } from '../validation/pointer-part.ts';

const deepest = 64;
const tooLarge = 'The number is too large: none may be beyond 1.8e308.';
const onlyQuestionMarks = /^[\s!-/:-@[-`{-~]*$/;

/**
 * Refuses (400) what cannot be kept as it was sent, anywhere in `value`: text that is no UTF-8 or lost its letters on the
 * way, the key `__proto__`, numbers beyond what a double holds, values nested deeper than 64 levels. `place` is the path
 * of `value`.
 */
export function checkText(value: unknown, place = ''): void {
  const found = faultIn(value, 0);
  if (!found) return;
  const violation: Violation = { path: place + found.path, message: found.message };
  throw new InvalidRequest(`${violation.path || 'The body'}: ${found.message}`, { violations: [violation] });
}

function faultIn(value: unknown, depth: number): Violation | undefined {
  if (typeof value === 'string') return faultOf(value);
  // JSON cannot write Infinity: it would be stored as null.
  if (typeof value === 'number' && !Number.isFinite(value)) return { path: '', message: tooLarge };
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= deepest) return { path: '', message: `The JSON is nested deeper than ${deepest} levels.` };
  for (const [key, child] of Object.entries(value)) {
    const fault = keyFault(key) ?? faultIn(child, depth + 1);
    if (fault) return { path: `/${pointerPart(key)}${fault.path}`, message: fault.message };
  }
  return undefined;
}

function faultOf(text: string): Violation | undefined {
  const fault = unstorable(text);
  if (fault || !text.includes('??') || !onlyQuestionMarks.test(text)) return fault;
  return { path: '', message: lostLetters };
}

/** Code that copies an object key by key loses `__proto__`: so does zod. */
const keyFault = (key: string): Violation | undefined =>
  key === '__proto__' ? { path: '', message: 'A key cannot be named __proto__ here.' } : unstorable(key);

function unstorable(text: string): Violation | undefined {
  if (text.includes('\0')) return { path: '', message: 'Contains the character U+0000, which text cannot hold here.' };
  if (!text.isWellFormed()) return { path: '', message: 'Contains half of a surrogate pair (a lone \\ud800–\\udfff).' };
  return undefined;
}

/** How PowerShell keeps every letter. */
export const sendBytes =
  'In Windows PowerShell 5.1 send bytes: -Body ([Text.Encoding]::UTF8.GetBytes($json)) ' +
  "-ContentType 'application/json; charset=utf-8'.";

const lostLetters = `Only question marks arrived: the client replaced every letter when it encoded the text. ${sendBytes}`;
