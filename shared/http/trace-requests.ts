import { openTracer, tracer, tracerIsOpen } from '../telemetry/live-tracer.ts';
import { formatTraceparent, parseTraceparent, streamWithTrace, withTrace } from '../telemetry/trace-context.ts';
import type { Span } from '../telemetry/tracer.ts';
import type { EndpointDeclaration } from './define-endpoint.ts';
import type { HttpHandler, HttpResult } from './http-event.ts';

/** The same handler, each of whose requests is a span of the caller's trace or of a new one; every answer names it as `traceparent`. */
export function traceRequests({ path }: Pick<EndpointDeclaration, 'path'>, handler: HttpHandler): HttpHandler {
  return async (event, context) => {
    if (!tracerIsOpen()) await openTracer();
    const { method } = event.requestContext.http;
    const span = tracer().start(`${method} ${path}`, {
      kind: 'server',
      parent: parseTraceparent(event.headers.traceparent),
      attributes: { 'http.request.method': method, 'http.route': path, 'url.path': event.rawPath },
    });
    const result = await withTrace(span.context, () => handler(event, context));
    result.headers.traceparent = formatTraceparent(span.context);
    span.set({
      'http.response.status_code': result.statusCode,
      'multi_agent.request_id': result.headers['x-request-id'],
    });
    if (!result.stream) {
      end(span, result);
      return result;
    }
    const stream = streamWithTrace(span.context, result.stream, (error) => end(span, result, error));
    return { ...result, stream };
  };
}

function end(span: Span, { statusCode }: HttpResult, error?: unknown): void {
  if (error !== undefined) span.fail('broken_stream');
  else if (statusCode >= 500) span.fail(String(statusCode));
  span.end();
}
