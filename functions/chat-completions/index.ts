import { defineEndpoint } from '../../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { eventStreamType } from '../../shared/http/server-sent-event.ts';
import { CompletionRequest } from '../../shared/llm/completions/completion-request.ts';
import type { Completions } from '../../shared/llm/completions/completions.ts';
import { liveCompletions } from '../../shared/llm/completions/live.ts';
import { CompletionView } from './completion-view.ts';
import { speakerHeaders } from './speaker-headers.ts';

/** POST /v1/chat/completions: OpenAI's chat completions, by whichever provider answers. */
export const endpoint = defineEndpoint({
  method: 'POST',
  path: '/v1/chat/completions',
  tag: 'openai',
  summary: "Ask a model in OpenAI's words",
  description:
    "What OpenAI's SDKs send; fields of the API that a provider does not know are left out for it. Answers of OpenAI's " +
    'interface are passed on as they come. `x-provider`, `x-model`, `x-degraded` and `x-attempts` tell who answered, as ' +
    'does `multi_agent` in whole answers and in streams that no single provider gave. Errors have the `error` of ' +
    "OpenAI's API.",
  body: CompletionRequest,
  bodyLimit: 8 * 1_048_576,
  response: {
    200: [
      CompletionView.describe('The completion; or, if a stream is asked for, its chunks.'),
      { contentType: eventStreamType, description: 'Chunks as `data` of server-sent events; the last is `[DONE]`.' },
    ],
  },
  streams: true,
  async handle({ body, signal }, { completions }: { completions: Completions }) {
    if (body.stream) {
      const { speaker, events } = await completions.stream(body, signal);
      return { status: 200, headers: speakerHeaders(speaker), contentType: eventStreamType, stream: events };
    }
    const { json, answer } = await completions.complete(body, signal);
    const headers = speakerHeaders({ ...answer, attempts: answer.attempts.length });
    return { status: 200, headers, contentType: 'application/json', body: json };
  },
});

export const handler = lambdaHttp(endpoint, { completions: liveCompletions });
