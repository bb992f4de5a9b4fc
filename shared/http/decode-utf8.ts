import { isUtf8 } from 'node:buffer';
import { InvalidRequest } from '../errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes a request body; throws a 400 that tells how to send UTF-8 if it is something else. A byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return utf8.decode(bytes);
  throw new InvalidRequest(
    `The body is not UTF-8${guessOf(bytes)}. Send UTF-8: with curl from a file, --data-binary @task.json saved as UTF-8; ` +
      'in PowerShell bytes, -Body ([Text.Encoding]::UTF8.GetBytes($json)) ' +
      "-ContentType 'application/json; charset=utf-8'; in a Windows console run chcp 65001 first.",
    { code: 'not_utf8' },
  );
}

function guessOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return ' (it looks like UTF-16)';
  try {
    new TextDecoder('gbk', { fatal: true }).decode(bytes);
    return ' (it looks like GBK)';
  } catch {
    return '';
  }
}
