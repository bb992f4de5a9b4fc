import type { AccessControl, Admission } from '../access/access-control.ts';
import { AppError, messageOf } from '../errors.ts';
import type { Logger } from '../telemetry/logger.ts';
import { metrics } from '../telemetry/metrics.ts';
import type { Endpoint } from './define-endpoint.ts';
import { HandledRequest } from './handled-request.ts';
import type { HttpContext, HttpEvent, HttpResult } from './http-event.ts';
import { problemResult } from './problem.ts';
import { requestReader } from './read-request.ts';
import { refuseCrossSite } from './refuse-cross-site.ts';
import { requestIdOf } from './request-id.ts';
import { emptyResult } from './text-result.ts';
import { withoutBody, writeReply } from './write-reply.ts';

/** Makes the function that answers an endpoint's events: admit, decode, validate, handle, write, and one log line each. */
export function endpointRunner(
  endpoint: Endpoint,
  ports: never,
  logger: () => Logger,
  access: () => AccessControl | undefined,
) {
  const read = requestReader(endpoint);
  const allow = endpoint.method === 'GET' ? 'GET, HEAD, OPTIONS' : `${endpoint.method}, OPTIONS`;

  const changes = endpoint.method !== 'GET';

  async function answer(event: HttpEvent, requestId: string, signal: AbortSignal): Promise<HttpResult> {
    const { method } = event.requestContext.http;
    if (method === 'OPTIONS') return emptyResult(204, requestId, { allow });
    const head = method === 'HEAD' && endpoint.method === 'GET';
    if (method !== endpoint.method && !head) throw methodNotAllowed(method, allow);
    const reply = await endpoint.handle(new HandledRequest(read(event), requestId, signal, logger), ports);
    const result = writeReply(reply, requestId);
    return head ? withoutBody(result) : result;
  }

  return async (event: HttpEvent, context?: HttpContext): Promise<HttpResult> => {
    const started = performance.now();
    const requestId = requestIdOf(event.headers['x-request-id']);
    const signal = context?.signal ?? new AbortController().signal;
    let result: HttpResult;
    let admission: Admission | undefined;
    const { activeRequests, requestDuration } = metrics();
    activeRequests.add({}, 1);
    try {
      // Before it is counted: no page of another site shall use up a limit.
      if (changes) refuseCrossSite(event.headers);
      const control = endpoint.open || event.requestContext.http.method === 'OPTIONS' ? undefined : access();
      if (control) admission = await control.admit(event);
      if (admission?.refusal) throw admission.refusal;
      result = await answer(event, requestId, signal);
    } catch (error) {
      result = problemResult(error, { requestId, path: event.rawPath });
      if (result.statusCode >= 500 && !signal.aborted) report(error, logger().child({ request_id: requestId }));
    }
    if (admission) Object.assign(result.headers, admission.headers);
    const milliseconds = performance.now() - started;
    activeRequests.add({}, -1);
    requestDuration.observe(
      { function: context?.functionName ?? 'none', status_class: statusClass(result.statusCode) },
      milliseconds / 1000,
    );
    logger().info(
      {
        function: context?.functionName,
        client: admission?.client,
        method: event.requestContext.http.method,
        path: endpoint.path,
        status: result.statusCode,
        ms: Math.round(milliseconds * 1000) / 1000,
        request_id: requestId,
      },
      'request',
    );
    return result;
  };
}

/** `2xx` for 200, and so on. */
export const statusClass = (status: number): string => `${Math.trunc(status / 100)}xx`;

/** The refusal of a method that a path does not have; `allow` lists those it has. */
export const methodNotAllowed = (method: string, allow: string): AppError =>
  new AppError('method_not_allowed', 405, `${method} is not possible here; allowed: ${allow}.`, { headers: { allow } });

function report(error: unknown, log: Logger): void {
  if (error instanceof AppError)
    log.warn({ code: error.code, error: messageOf(error.cause ?? error) }, 'the request failed');
  else
    log.error(
      { error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      'the request failed unexpectedly',
    );
}
