import type * as z from 'zod';
import { liveAccess } from '../access/live.ts';
import { endInvocation } from '../telemetry/end-invocation.ts';
import { logger } from '../telemetry/logger.ts';
import type { Endpoint } from './define-endpoint.ts';
import type { HttpHandler } from './http-event.ts';
import { streamingOnLambda } from './lambda-streaming.ts';
import { endpointRunner } from './run-endpoint.ts';
import { traceRequests } from './trace-requests.ts';

type Schema = z.ZodType | undefined;

/** Makes an endpoint's Lambda entry, which the local host calls too; making it connects to nothing. */
export function lambdaHttp<
  Params extends Schema,
  Query extends Schema,
  Headers extends Schema,
  Body extends Schema,
  Ports,
>(endpoint: Endpoint<Params, Query, Headers, Body, Ports>, ports: Ports): HttpHandler {
  const run = traceRequests(endpoint, endpointRunner(endpoint, ports as never, logger, liveAccess));
  const handler: HttpHandler = async (event, context) => {
    const result = await run(event, context);
    if (!result.stream) await endInvocation();
    return result;
  };
  return endpoint.streams ? streamingOnLambda(handler) : handler;
}
