import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidRequest, NotFound } from '../shared/errors.ts';
import { defaultBodyLimit } from '../shared/http/define-endpoint.ts';
import { bodyTooLarge } from '../shared/http/read-body.ts';
import { badEncoding } from '../shared/http/read-query.ts';
import type { ApiFunction } from './discover-functions.ts';
import { refuse } from './refuse.ts';
import { refuseConnection } from './refuse-connection.ts';
import { routeFunctions } from './route-functions.ts';

/** A Fastify server that calls the functions; `closing` ends streams and waits, `metricsPort` is where metrics are. */
export function createApiServer(functions: ApiFunction[], closing: AbortSignal, metricsPort: number): FastifyInstance {
  const answerError = (error: FastifyError, { raw }: FastifyRequest, reply: FastifyReply): void => {
    reply.hijack();
    refuse(raw, reply.raw, error.code === 'FST_ERR_BAD_URL' ? badEncoding(error) : error);
  };
  const app = Fastify({
    // The functions log their requests.
    logger: false,
    // While closing, running connections are still served: the load balancer turns away from a closed port.
    return503OnClosing: false,
    requestTimeout: 60_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
    frameworkErrors: answerError,
    clientErrorHandler: refuseConnection,
    exposeHeadRoutes: false,
  });
  app.removeAllContentTypeParsers();
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(({ raw }, reply) => {
    reply.hijack();
    refuse(raw, reply.raw, notFound(raw.url ?? '', metricsPort));
  });
  routeFunctions(app, functions, closing);
  answerExpectations(app, Math.max(defaultBodyLimit, ...functions.map(({ endpoint }) => endpoint.bodyLimit ?? 0)));
  return app;
}

/** Clients that ask before they send a large body are told at once that it is too large. */
function answerExpectations({ server }: FastifyInstance, largest: number): void {
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (Number(request.headers['content-length']) > largest) return refuse(request, response, bodyTooLarge(largest));
    response.writeContinue();
    server.emit('request', request, response);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const message = 'Of the header Expect only 100-continue is understood.';
    refuse(request, response, new InvalidRequest(message, { code: 'expectation_failed', status: 417 }));
  });
}

function notFound(url: string, metricsPort: number): NotFound {
  if (/^\/metrics\/?(\?|$)/.test(url)) {
    return new NotFound(`Metrics are not served here, but on METRICS_PORT: port ${metricsPort}, path /metrics.`);
  }
  return new NotFound('There is nothing at this path. See /docs for every path, or /openapi.json.');
}
