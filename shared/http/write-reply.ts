import type { EndpointReply } from './define-endpoint.ts';
import type { HttpResult } from './http-event.ts';
import { emptyResult, jsonType, textResult } from './text-result.ts';

/** An endpoint's reply as a host's result: JSON unless it names a content type, a stream, or nothing. */
export function writeReply(reply: EndpointReply, requestId: string): HttpResult {
  const { status, body, stream, contentType, headers } = reply;
  if (stream) {
    const result = emptyResult(status, requestId, headers);
    result.headers['content-type'] = withCharset(contentType ?? 'text/plain');
    result.headers['x-accel-buffering'] = 'no';
    return { ...result, stream };
  }
  if (body === undefined) return emptyResult(status, requestId, headers);
  if (contentType !== undefined) return textResult(status, withCharset(contentType), String(body), requestId, headers);
  return textResult(status, jsonType, JSON.stringify(body), requestId, headers);
}

/** The same answer as HEAD gives it: its headers alone. A stream is closed before it begins. */
export function withoutBody({ stream, body: _, ...result }: HttpResult): HttpResult {
  if (stream) void stream[Symbol.asyncIterator]().return?.();
  return result;
}

const withCharset = (type: string): string => (type.includes('charset=') ? type : `${type}; charset=utf-8`);
