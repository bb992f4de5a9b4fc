import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError, NotFound } from '../../shared/errors.ts';
import { problemResult } from '../../shared/http/problem.ts';
import { requestIdOf } from '../../shared/http/request-id.ts';
import { docsPage, startScript } from './docs-page.ts';

const uiFolder = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
const uiFiles = new Set(['swagger-ui.css', 'swagger-ui-bundle.js']);

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The docs page and its files as a Fastify app. */
export function createDocsApp(): FastifyInstance {
  const app = Fastify({ logger: false, routerOptions: { ignoreTrailingSlash: true } });
  app.register(fastifyStatic, { root: uiFolder, serve: false, dotfiles: 'deny' });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': requestIdOf(request.headers['x-request-id'] as string | undefined) });
  });
  app.get('/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(docsPage),
  );
  app.get('/docs/start.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(startScript));
  app.get<{ Params: { file: string } }>('/docs/:file', async ({ params: { file } }, reply) => {
    if (!uiFiles.has(file)) throw new NotFound('The docs page has no such file.');
    return reply.sendFile(file);
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(new NotFound('There is nothing at this path. See /docs.'), request, reply),
  );
  app.setErrorHandler(refuse);
  return app;
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known =
    error instanceof AppError ? error : new AppError('internal_error', 500, 'The docs page failed.', { cause: error });
  const requestId = String(reply.getHeader('x-request-id'));
  const { statusCode, headers, body } = problemResult(known, { requestId, path: request.url.split('?')[0] ?? '' });
  return reply.code(statusCode).headers(headers).send(body);
}
