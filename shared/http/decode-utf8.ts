import { isUtf8 } from 'node:buffer';
import { InvalidRequest } from '../errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes a request body; throws a 400 that tells how to send UTF-8 if it is something else. A byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return utf8.decode(bytes);
  throw notUtf8(guessOf(bytes));
}

/** The 400 on a body that is in another encoding, which is named where it can be told. */
export const notUtf8 = (guess?: string): InvalidRequest =>
  new InvalidRequest(
    `The body is not UTF-8${guess ? ` (it looks like ${guess})` : ''}. Send UTF-8: with curl from a file, ` +
      '--data-binary @task.json saved as UTF-8; in PowerShell bytes, -Body ([Text.Encoding]::UTF8.GetBytes($json)) ' +
      "-ContentType 'application/json; charset=utf-8'; in a Windows console run chcp 65001 first.",
    { code: 'not_utf8' },
  );

function guessOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // JSON begins with ASCII, whose characters have a zero byte each.
  if (hasMark || first === 0 || second === 0) return 'UTF-16';
  try {
    new TextDecoder('gbk', { fatal: true }).decode(bytes);
    return 'GBK';
  } catch {
    return undefined;
  }
}
