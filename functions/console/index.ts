import awsLambdaFastify from '@fastify/aws-lambda';
import type { EndpointDeclaration } from '../../shared/http/define-endpoint.ts';
import type { HttpHandler } from '../../shared/http/http-event.ts';
import { createConsoleApp } from './console-app.ts';

/** GET /console/: the page where people ask agents for work and watch them. */
export const endpoint: EndpointDeclaration = {
  method: 'GET',
  path: '/console',
  otherPaths: ['/console/{file}', '/'],
  tag: 'operations',
  open: true,
  summary: 'The console: a page to ask for work and to watch it, also without a network.',
  response: {
    200: { contentType: 'text/html; charset=utf-8', description: 'The page, at `/console/`.' },
    302: { description: 'To `/console/`, from `/console` and `/`.' },
  },
};

const proxy = awsLambdaFastify(createConsoleApp(), { decorateRequest: false });

export const handler: HttpHandler = (event, context) => proxy(event, context as never);
