import type * as z from 'zod';
import type { Endpoint } from '../http/define-endpoint.ts';
import type { HttpEvent, HttpResult } from '../http/http-event.ts';
import { endpointRunner } from '../http/run-endpoint.ts';
import { silentLogger } from '../telemetry/logger.ts';

type Schema = z.ZodType | undefined;

/** A request as tests write it; `query` may be a raw query string, `body` anything JSON, text or bytes. */
export interface TestRequest {
  method?: string;
  path?: string;
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean> | string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}

/** Sends a request, as JSON if it says nothing else, through an endpoint as its host does: decoded, validated, errors mapped, without a network. */
export async function invoke<
  Params extends Schema,
  Query extends Schema,
  Headers extends Schema,
  Body extends Schema,
  Ports,
>(endpoint: Endpoint<Params, Query, Headers, Body, Ports>, ports: Ports, request: TestRequest = {}) {
  const run = endpointRunner(
    endpoint,
    ports as never,
    () => silentLogger,
    () => undefined,
  );
  const headers = { 'content-type': 'application/json', ...request.headers };
  const result = await run(
    testEvent(endpoint, { ...request, headers }),
    request.signal ? { signal: request.signal } : undefined,
  );
  return {
    status: result.statusCode,
    headers: result.headers,
    text: result.body ?? '',
    stream: result.stream,
    json: parsed(result),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect to be there
const parsed = ({ body, headers }: HttpResult): any =>
  body && headers['content-type']?.includes('json') ? JSON.parse(body) : undefined;

/** The API Gateway event of a request. */
export function testEvent(endpoint: { method: string; path: string }, request: TestRequest = {}): HttpEvent {
  const { method = endpoint.method, params = {}, query = {}, headers = {}, body } = request;
  const path =
    request.path ?? endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const event: HttpEvent = {
    version: '2.0',
    rawPath: path,
    rawQueryString: typeof query === 'string' ? query : new URLSearchParams(stringsOf(query)).toString(),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    requestContext: { http: { method, path } },
    pathParameters: params,
    isBase64Encoded: body instanceof Uint8Array,
  };
  if (body !== undefined) event.body = textOf(body);
  return event;
}

const stringsOf = (query: Record<string, string | number | boolean>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

function textOf(body: unknown): string {
  if (body instanceof Uint8Array) return Buffer.from(body).toString('base64');
  return typeof body === 'string' ? body : JSON.stringify(body);
}
