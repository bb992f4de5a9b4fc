import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { NotFound } from '../../shared/errors.ts';
import { createPageApp } from '../../shared/http/page-app.ts';
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
  const app = createPageApp({ name: 'The documentation', path: '/docs' }, headers);
  app.register(fastifyStatic, { root: uiFolder, serve: false, dotfiles: 'deny' });
  for (const path of ['/docs', '/docs/'])
    app.get(path, async (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(docsPage),
    );
  app.get('/docs/start.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(startScript));
  app.get<{ Params: { file: string } }>('/docs/:file', async ({ params: { file } }, reply) => {
    if (!uiFiles.has(file)) throw new NotFound('The docs page has no such file.');
    return reply.sendFile(file);
  });
  return app;
}
