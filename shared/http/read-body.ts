import { InvalidRequest, messageOf } from '../errors.ts';
import { checkText, sendBytes } from './check-text.ts';
import { decodeUtf8, notUtf8 } from './decode-utf8.ts';
import type { HttpEvent } from './http-event.ts';

/** The JSON value of a request's body, undefined if it has none; throws 400, 413 or 415 with what to do instead. */
export function readBody(event: HttpEvent, limit: number): unknown {
  if (!event.body) return undefined;
  checkContentType(event.headers);
  const text = bodyText(event, limit);
  const value = parseJson(text);
  checkText(value);
  refuseLostLetters(text, event.headers);
  return value;
}

/**
 * Refuses what a PowerShell that replaces letters has sent: a text in which `??` stands beside ASCII alone, without a
 * charset. Of other clients a question mark is one.
 */
function refuseLostLetters(
  text: string,
  { 'user-agent': agent = '', 'content-type': type = '' }: HttpEvent['headers'],
): void {
  if (!text.includes('??') || !losesLetters.test(agent) || /charset/i.test(type) || /[^\0-\x7f]/.test(text)) return;
  throw new InvalidRequest(`Where "??" arrived, this PowerShell may have replaced letters. ${sendBytes}`);
}

/** Windows PowerShell 5.1, and 7 before 7.4: without a charset they encode a text as Latin-1. */
const losesLetters = /\bWindowsPowerShell\/|\bPowerShell\/(?:6|7\.[0-3])\./;

/** The refusal of a body that is larger than `limit` bytes. */
export const bodyTooLarge = (limit: number): InvalidRequest =>
  new InvalidRequest(
    `The body is larger than ${limit} bytes, which is the most that is accepted here. Send less at once.`,
    {
      code: 'body_too_large',
      status: 413,
    },
  );

function bodyText({ body = '', isBase64Encoded }: HttpEvent, limit: number): string {
  if (isBase64Encoded) {
    const bytes = Buffer.from(body, 'base64');
    if (bytes.length > limit) throw bodyTooLarge(limit);
    return decodeUtf8(bytes);
  }
  if (body.length * 3 > limit && Buffer.byteLength(body) > limit) throw bodyTooLarge(limit);
  return body.charCodeAt(0) === 0xfeff ? body.slice(1) : body;
}

const usualTypes = new Set(['application/json', 'application/json; charset=utf-8', 'application/json;charset=utf-8']);
const json = /^\s*(?:application\/(?:[^;\s]+\+)?json|text\/json)\s*(?:;|$)/i;
const otherCharset = /;\s*charset\s*=\s*"?(?!utf-?8\b|us-ascii\b)([^";\s]+)/i;

function checkContentType(headers: HttpEvent['headers']): void {
  const encoding = headers['content-encoding'];
  if (encoding && encoding !== 'identity')
    throw unsupported('A compressed body is not accepted: leave Content-Encoding out.');
  const { 'content-type': type = '' } = headers;
  if (usualTypes.has(type)) return;
  if (!json.test(type)) {
    throw unsupported(
      "The body must be JSON and say so: with curl -H 'Content-Type: application/json; charset=utf-8', " +
        "in PowerShell -ContentType 'application/json; charset=utf-8'.",
    );
  }
  const charset = otherCharset.exec(type)?.[1];
  if (charset) throw unsupported('The body must be UTF-8: declare Content-Type: application/json; charset=utf-8.');
}

const unsupported = (message: string): InvalidRequest =>
  new InvalidRequest(message, { code: 'unsupported_media_type', status: 415 });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (text.slice(0, 2).includes('\0')) throw notUtf8('UTF-16');
    const reason = messageOf(cause)
      .replace(/ in JSON| is not valid JSON/g, '')
      .toWellFormed();
    throw new InvalidRequest(`The body is not valid JSON: ${reason}${quotingHint(text)}`, {
      code: 'malformed_json',
      cause,
    });
  }
}

/** A Windows shell that eats the double quotes is the usual cause of a body such as {query:test}. */
const quotingHint = (text: string): string =>
  /^\s*(?:'|\{\s*[\w']+\s*:)/.test(text)
    ? '. The double quotes around names are missing: in cmd and PowerShell put the JSON into a file and send it with --data-binary @file.'
    : '';
