import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { NotFound } from '../../shared/errors.ts';
import { createPageApp } from '../../shared/http/page-app.ts';
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
  const app = createPageApp({ name: 'The console', path: '/console/' }, headers);
  app.register(fastifyStatic, { root: import.meta.dirname, serve: false, dotfiles: 'deny', maxAge: 0 });
  // The page names its files relative to itself, so that it may stand anywhere behind a proxy.
  for (const path of ['/', '/console']) app.get(path, async (_request, reply) => reply.redirect('/console/'));
  app.get('/console/', async (_request, reply) => reply.sendFile('index.html', await folder()));
  app.get<{ Params: { file: string } }>('/console/:file', async ({ params: { file } }, reply) => {
    if (!pageFiles.includes(file)) throw new NotFound('The console has no such file.');
    return reply.sendFile(file, await folder());
  });
  return app;
}
