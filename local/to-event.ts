import { isUtf8 } from 'node:buffer';
import type { FastifyRequest } from 'fastify';
import type { HttpEvent } from '../shared/http/http-event.ts';

/** The API Gateway event of a request that Fastify has routed. */
export function toEvent({ raw, params }: FastifyRequest, body: Buffer | undefined): HttpEvent {
  const url = raw.url as string;
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const event: HttpEvent = {
    version: '2.0',
    rawPath: path,
    rawQueryString: mark < 0 ? '' : url.slice(mark + 1),
    headers: raw.headers as Record<string, string | undefined>,
    requestContext: { http: { method: raw.method as string, path, sourceIp: raw.socket.remoteAddress ?? '' } },
    pathParameters: params as Record<string, string>,
    isBase64Encoded: false,
  };
  if (body) {
    event.isBase64Encoded = !isUtf8(body);
    event.body = body.toString(event.isBase64Encoded ? 'base64' : 'utf8');
  }
  return event;
}
