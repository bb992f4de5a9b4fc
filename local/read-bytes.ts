import type { IncomingMessage, ServerResponse } from 'node:http';
import { InvalidRequest } from '../shared/errors.ts';
import { bodyTooLarge } from '../shared/http/read-body.ts';

/**
 * A request's body, undefined if it has none; rejects with a 413 as soon as it is known to be larger than `limit` bytes. A
 * client that asks before it sends one is told to go on.
 */
export function readBytes(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
): Promise<Buffer> | undefined {
  const { 'content-length': length, 'transfer-encoding': encoding, expect } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return undefined;
  return new Promise((resolve, reject) => {
    if (Number(length) > limit) return reject(bodyTooLarge(limit));
    if (expect !== undefined) response.writeContinue();
    const chunks: Buffer[] = [];
    let size = 0;
    const keep = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      request.off('data', keep);
      reject(bodyTooLarge(limit));
    };
    request.on('data', keep);
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    request.on('error', (cause) => reject(new InvalidRequest('The body broke off.', { cause })));
  });
}
