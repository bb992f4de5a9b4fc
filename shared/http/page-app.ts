import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError, NotFound } from '../errors.ts';
import { problemResult } from './problem.ts';
import { requestIdOf } from './request-id.ts';

/** A Fastify app for a page and its files: each answer has `headers` and the request's id, and errors are those of the API. */
export function createPageApp(
  { name, path }: { name: string; path: string },
  headers: Record<string, string>,
): FastifyInstance {
  const app = Fastify({ logger: false });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': requestIdOf(request.headers['x-request-id'] as string | undefined) });
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(new NotFound(`There is nothing at this path. ${name} is at ${path}.`), request, reply),
  );
  app.setErrorHandler(refuse);
  return app;

  function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const known =
      error instanceof AppError ? error : new AppError('internal_error', 500, `${name} failed.`, { cause: error });
    const requestId = String(reply.getHeader('x-request-id'));
    const { statusCode, headers, body } = problemResult(known, { requestId, path: request.url.split('?')[0] ?? '' });
    return reply.code(statusCode).headers(headers).send(body);
  }
}
