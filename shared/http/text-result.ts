import type { HttpResult } from './http-event.ts';

export const jsonType = 'application/json; charset=utf-8';

/** A whole text answer with the headers that every answer has; `headers` may override them. */
export function textResult(
  statusCode: number,
  contentType: string,
  body: string,
  requestId: string,
  headers?: Record<string, string>,
): HttpResult {
  const all: Record<string, string> = {
    'content-type': contentType,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  };
  if (headers) Object.assign(all, headers);
  return { statusCode, headers: all, body, isBase64Encoded: false };
}

/** An answer without a body, such as 204. */
export function emptyResult(statusCode: number, requestId: string, headers?: Record<string, string>): HttpResult {
  return {
    statusCode,
    headers: {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
      ...headers,
    },
    isBase64Encoded: false,
  };
}
