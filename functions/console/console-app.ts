import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError, NotFound } from '../../shared/errors.ts';
import { problemResult } from '../../shared/http/problem.ts';
import { requestIdOf } from '../../shared/http/request-id.ts';
import { pageFiles } from './page-files.ts';
import { pageFolder } from './page-folder.ts';

/** Nothing but the page's own files runs, and no text of others can become markup: not even the page's own code may make any. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The console's page and its files as a Fastify app. */
export function createConsoleApp(folder: () => Promise<string> = pageFolder): FastifyInstance {
  const app = Fastify({ logger: false });
  app.register(fastifyStatic, { root: import.meta.dirname, serve: false, dotfiles: 'deny', maxAge: 0 });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': requestIdOf(request.headers['x-request-id'] as string | undefined) });
  });
  // The page names its files relative to itself, so that it may stand anywhere behind a proxy.
  app.get('/console', async (_request, reply) => reply.redirect('/console/'));
  app.get('/console/', async (_request, reply) => reply.sendFile('index.html', await folder()));
  app.get<{ Params: { file: string } }>('/console/:file', async ({ params: { file } }, reply) => {
    if (!pageFiles.includes(file)) throw new NotFound('The console has no such file.');
    return reply.sendFile(file, await folder());
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(new NotFound('There is nothing at this path. The console is at /console/.'), request, reply),
  );
  app.setErrorHandler(refuse);
  return app;
}

function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known =
    error instanceof AppError ? error : new AppError('internal_error', 500, 'The console failed.', { cause: error });
  const requestId = String(reply.getHeader('x-request-id'));
  const { statusCode, headers, body } = problemResult(known, { requestId, path: request.url.split('?')[0] ?? '' });
  return reply.code(statusCode).headers(headers).send(body);
}
