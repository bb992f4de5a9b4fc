import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, messageOf } from '../shared/errors.ts';
import { defaultBodyLimit } from '../shared/http/define-endpoint.ts';
import { requestIdOf } from '../shared/http/request-id.ts';
import { methodNotAllowed } from '../shared/http/run-endpoint.ts';
import { emptyResult } from '../shared/http/text-result.ts';
import { logger } from '../shared/telemetry/logger.ts';
import { readBytes } from './read-bytes.ts';
import { refuse } from './refuse.ts';
import type { ApiFunction } from './sort-functions.ts';
import { toEvent } from './to-event.ts';
import { writeResult } from './write-result.ts';

/** Adds each function's routes, and 405 and OPTIONS answers for the methods that its paths lack. Waits end when `closing` aborts. */
export function routeFunctions(app: FastifyInstance, functions: ApiFunction[], closing: AbortSignal): void {
  const methodsOf = new Map<string, Set<string>>();
  for (const one of functions) {
    const { endpoint } = one;
    const run = runner(one, closing);
    for (const path of [endpoint.path, ...(endpoint.otherPaths ?? [])]) {
      const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
      const method = endpoint.method === 'GET' ? ['GET', 'HEAD'] : [endpoint.method];
      // From the first hook on Fastify leaves the request to the function: its own body parsing and sending go unused.
      app.route({ method, url, onRequest: run, handler: unreachable });
      methodsOf.set(url, new Set([...(methodsOf.get(url) ?? []), ...method]));
    }
  }
  for (const [url, methods] of methodsOf) refuseOthers(app, url, methods);
}

const unreachable = async (): Promise<never> => {
  throw new Error('A request was not taken over by its function.');
};

function runner({ name: functionName, endpoint, handler }: ApiFunction, closing: AbortSignal) {
  const { waits, bodyLimit = defaultBodyLimit } = endpoint;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.hijack();
    const { raw: response } = reply;
    const stop = new AbortController();
    const abort = () => stop.abort();
    if (closing.aborted && waits) abort();
    if (waits) closing.addEventListener('abort', abort);
    response.once('close', () => {
      if (!response.writableFinished) abort();
      closing.removeEventListener('abort', abort);
    });
    try {
      const body = await readBytes(request.raw, response, bodyLimit);
      const result = await handler(toEvent(request, body), { functionName, signal: stop.signal });
      if (!response.destroyed) await writeResult(response, result, stop.signal);
    } catch (error) {
      if (!response.headersSent && error instanceof AppError) return refuse(request.raw, response, error);
      logger().error({ function: functionName, error: messageOf(error) }, 'an answer broke off');
      response.destroy();
    }
  };
}

function refuseOthers(app: FastifyInstance, url: string, methods: Set<string>): void {
  const allow = [...methods, 'OPTIONS'].join(', ');
  const others = app.supportedMethods.filter((method) => !methods.has(method));
  app.route({
    method: others,
    url,
    // Before the body is read: nothing of it is wanted.
    onRequest: async ({ raw }, reply) => {
      reply.hijack();
      if (raw.method !== 'OPTIONS') return refuse(raw, reply.raw, methodNotAllowed(raw.method ?? '', allow));
      const { statusCode, headers } = emptyResult(204, requestIdOf(raw.headers['x-request-id'] as string | undefined), {
        allow,
      });
      reply.raw.writeHead(statusCode, headers).end();
    },
    handler: unreachable,
  });
}
