import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '../shared/errors.ts';
import { problemResult } from '../shared/http/problem.ts';
import { requestIdOf } from '../shared/http/request-id.ts';
import { statusClass } from '../shared/http/run-endpoint.ts';
import { logger } from '../shared/telemetry/logger.ts';
import { metrics } from '../shared/telemetry/metrics.ts';
import { childOf, formatTraceparent, parseTraceparent } from '../shared/telemetry/trace-context.ts';

/** Answers a request that reaches no function with the problem of `error`, without reading its body first. */
export function refuse(request: IncomingMessage, response: ServerResponse, error: Error): void {
  const requestId = requestIdOf(request.headers['x-request-id'] as string | undefined);
  const [path = ''] = (request.url ?? '').split('?');
  const traceparent = formatTraceparent(childOf(parseTraceparent(request.headers.traceparent as string | undefined)));
  const { statusCode, headers, body } = problemResult(error, { requestId, path });
  if (statusCode >= 500)
    logger().error({ request_id: requestId, error: error.stack ?? messageOf(error) }, 'a request failed');
  logger().info({ method: request.method, status: statusCode, request_id: requestId }, 'request refused');
  metrics().requestDuration.observe({ function: 'none', status_class: statusClass(statusCode) }, 0);
  if (!request.complete) discardRest(request);
  response.writeHead(statusCode, { ...headers, traceparent }).end(request.method === 'HEAD' ? undefined : body);
}

const mostDiscarded = 64 * 1_048_576;

/**
 * Reads and drops the rest of a refused body: a connection closed with unread data is reset, and the client then never
 * sees the answer. Gives up after 64 MiB or ten seconds.
 */
function discardRest(request: IncomingMessage): void {
  let left = mostDiscarded;
  const giveUp = () => request.socket.destroy();
  const timer = setTimeout(giveUp, 10_000).unref();
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) giveUp();
  });
  request.once('close', () => clearTimeout(timer));
}
