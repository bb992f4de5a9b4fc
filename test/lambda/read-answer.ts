import { buffer } from 'node:stream/consumers';
import type { WireAnswer } from '../../shared/testing/http-contract.ts';
import type { Invocation } from './lend-function.ts';

/** What a function answers over HTTP, as API Gateway and function URLs read it: a result, or a prelude, eight NULs and the body. */
export async function readAnswer({ body, streamed }: Invocation): Promise<WireAnswer> {
  const bytes = await buffer(body);
  if (!streamed) {
    const { statusCode, headers, body: text = '', isBase64Encoded } = JSON.parse(bytes.toString());
    return { status: statusCode, headers, text: isBase64Encoded ? Buffer.from(text, 'base64').toString() : text };
  }
  const end = bytes.indexOf('\0'.repeat(8));
  const { statusCode, headers } = JSON.parse(bytes.subarray(0, end).toString());
  return { status: statusCode, headers, text: bytes.subarray(end + 8).toString() };
}
