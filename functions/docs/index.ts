import awsLambdaFastify from '@fastify/aws-lambda';
import type { EndpointDeclaration } from '../../shared/http/define-endpoint.ts';
import { traceRequests } from '../../shared/http/trace-requests.ts';
import { createDocsApp } from './docs-app.ts';

/** GET /docs: the API's description as a page, with everything that it needs beside it. */
export const endpoint: EndpointDeclaration = {
  method: 'GET',
  path: '/docs',
  otherPaths: ['/docs/{file}'],
  tag: 'operations',
  open: true,
  summary: 'This API as a page, also without a network.',
  response: { 200: { contentType: 'text/html; charset=utf-8', description: 'The page.' } },
};

const proxy = awsLambdaFastify(createDocsApp(), { decorateRequest: false });

export const handler = traceRequests(endpoint, (event, context) => proxy(event, context as never));
