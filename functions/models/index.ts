import * as z from 'zod';
import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import type { Completions } from '../../shared/llm/completions/completions.ts';
import { liveCompletions } from '../../shared/llm/completions/live.ts';

const Models = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        id: z.string().describe('`default` is whichever model is configured.'),
        object: z.literal('model'),
        created: z.int().describe('0: not known.'),
        owned_by: z.string().describe('The provider that is asked first.'),
      }),
    ),
  })
  .describe('The models that /v1/chat/completions may be asked for.');

/** GET /v1/models: the models that can be asked for, in OpenAI's words. */
export const endpoint = defineEndpoint({
  method: 'GET',
  path: '/v1/models',
  tag: 'openai',
  summary: "List the models, in OpenAI's words",
  response: { 200: Models },
  handle: async (_request, { completions }: { completions: Completions }) => ({
    status: 200,
    body: {
      object: 'list',
      data: completions.models().map(({ id, provider }) => ({ id, object: 'model', created: 0, owned_by: provider })),
    },
  }),
});

export const handler = lambdaHttp(endpoint, { completions: liveCompletions });
