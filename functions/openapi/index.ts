import * as z from 'zod';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';

/** GET /openapi.json: the API's description, as `npm run openapi` wrote it from the endpoints' schemas. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/openapi.json',
  tag: 'operations',
  open: true,
  summary: 'This API as OpenAPI 3.1.',
  response: { 200: z.record(z.string(), z.unknown()) },
  handle: async (_request, { openapi }: { openapi: object }) => ({ status: 200, body: openapi }),
});

export const handler = lambdaHttp(endpoint, { openapi });
