import { InvalidRequest } from '../errors.ts';
import { checkText } from './check-text.ts';

/** The decoded parameters of a raw query string; throws 400 for bad percent-encoding and for a repeated name. */
export function readQuery(rawQueryString: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  if (rawQueryString === '') return query;
  for (const pair of rawQueryString.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (name in query) throw invalid(name, `The query parameter ${shown(name)} is given more than once.`);
    query[name] = decode(equals < 0 ? '' : pair.slice(equals + 1));
    if (query[name] === '')
      throw invalid(name, `The query parameter ${shown(name)} is empty: give it a value, or leave it out.`);
    checkText(query[name], shown(name));
  }
  return query;
}

/** Refuses (400) the parameters of `query` that are not in `known`. */
export function refuseUnknown(query: Record<string, string>, known: ReadonlySet<string>): void {
  for (const name in query) {
    if (known.has(name)) continue;
    const choice = known.size > 0 ? `known are ${[...known].join(', ')}` : 'there are none here';
    throw invalid(name, `The query parameter ${shown(name)} is not known; ${choice}.`);
  }
}

const shown = (name: string): string => name.slice(0, 100).toWellFormed();

const invalid = (name: string, message: string): InvalidRequest =>
  new InvalidRequest(message, { violations: [{ path: shown(name), message }] });

function decode(text: string): string {
  try {
    return decodeURIComponent(text.includes('+') ? text.replaceAll('+', ' ') : text);
  } catch (cause) {
    throw badEncoding(cause);
  }
}

/** The refusal of a URL that is not percent-encoded UTF-8. */
export const badEncoding = (cause?: unknown): InvalidRequest =>
  new InvalidRequest(
    'The URL is not percent-encoded UTF-8. With curl use --get --data-urlencode "q=…", from a console that is set to UTF-8.',
    { code: 'malformed_url', cause },
  );
