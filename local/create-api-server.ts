import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidRequest, NotFound } from '../shared/errors.ts';
import { badEncoding } from '../shared/http/read-query.ts';
import { checkHost, isLoopback } from './check-host.ts';
import { refuse } from './refuse.ts';
import { refuseConnection } from './refuse-connection.ts';
import { routeFunctions } from './route-functions.ts';
import type { ApiFunction } from './sort-functions.ts';

/** A Fastify server that calls the functions; `closing` ends waits, `host` and `metricsPort` are where API and metrics listen. */
export function createApiServer(
  functions: ApiFunction[],
  closing: AbortSignal,
  { host, metricsPort }: { host: string; metricsPort: number },
): FastifyInstance {
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
    // Node.js would answer without a body; checkHost says what is missing.
    http: { requireHostHeader: false },
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
  const onLoopback = isLoopback(host);
  app.addHook('onRequest', ({ raw }, reply, done) => {
    const refusal = checkHost(raw, onLoopback);
    if (!refusal) return done();
    reply.hijack();
    refuse(raw, reply.raw, refusal);
  });
  routeFunctions(app, functions, closing);
  answerExpectations(app);
  return app;
}

/** Clients that ask before they send a large body are told by whoever reads it whether to go on. */
function answerExpectations({ server }: FastifyInstance): void {
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
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
