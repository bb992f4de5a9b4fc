import type { Socket } from 'node:net';
import { InvalidRequest } from '../shared/errors.ts';
import { problemResult } from '../shared/http/problem.ts';
import { badEncoding } from '../shared/http/read-query.ts';
import { requestIdOf } from '../shared/http/request-id.ts';
import { childOf, formatTraceparent } from '../shared/telemetry/trace-context.ts';

/** Answers what is not a readable HTTP request with a problem, and closes the connection. */
export function refuseConnection(error: { code?: string; reason?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const {
    statusCode,
    headers,
    body = '',
  } = problemResult(refusalOf(error), { requestId: requestIdOf(undefined), path: '' });
  const traceparent = formatTraceparent(childOf(undefined));
  const lines = Object.entries({ ...headers, traceparent, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  socket.end(`HTTP/1.1 ${statusCode} Refused\r\n${lines.join('')}\r\n${body}`);
}

function refusalOf({ code, reason }: { code?: string; reason?: string }): InvalidRequest {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new InvalidRequest('The URL and headers are larger than 16 KiB together. Send long text in the body.', {
      code: 'headers_too_large',
      status: 431,
    });
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new InvalidRequest('The request did not arrive in time.', { code: 'request_timeout', status: 408 });
  }
  if (code === 'HPE_INVALID_URL') return badEncoding();
  return new InvalidRequest(`This is not a valid HTTP request${reason ? `: ${reason}` : ''}.`, {
    code: 'malformed_http',
  });
}
