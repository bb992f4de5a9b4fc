import type Anthropic from '@anthropic-ai/sdk';
import { anthropicBody } from './anthropic-body.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import type { ModelRequest } from './language-model.ts';
import { type ModelProvider, sdkTimeoutMs } from './model-provider.ts';
import { readMessage } from './read-message.ts';
import { readMessageEvents } from './read-message-events.ts';
import type { SelectedProvider } from './select-providers.ts';
import { toModelError } from './to-model-error.ts';
import { traceHeaders } from './traced-provider.ts';

/** A provider that speaks Anthropic's Messages API. */
export function openAnthropic({ provider, model, base_url, api_key }: SelectedProvider): ModelProvider {
  let client: Promise<Anthropic> | undefined;
  const open = async () => {
    const { Anthropic } = await import('@anthropic-ai/sdk');
    return new Anthropic({
      apiKey: api_key,
      authToken: null,
      baseURL: base_url,
      maxRetries: 0,
      timeout: sdkTimeoutMs,
      logLevel: 'off',
    });
  };
  const messages = async () => {
    client ??= open();
    return (await client).messages;
  };
  const bodyOf = async (request: ModelRequest) =>
    anthropicBody(request, model, request.schema && (await formatOf(request.schema)));
  return {
    provider,
    model,
    async call(request, signal) {
      try {
        return readMessage(await (await messages()).create(await bodyOf(request), { signal, headers: traceHeaders() }));
      } catch (thrown) {
        throw toModelError(thrown, api_key);
      }
    },
    async *stream(request, signal) {
      try {
        const events = await (await messages()).create(
          { ...(await bodyOf(request)), stream: true },
          { signal, headers: traceHeaders() },
        );
        yield* readMessageEvents(events);
      } catch (thrown) {
        throw toModelError(thrown, api_key);
      }
    },
  };
}

/** The SDK rewrites what the API does not take, such as lengths, into descriptions. */
async function formatOf(schema: NonNullable<ModelRequest['schema']>) {
  const { transformJSONSchema } = await import('@anthropic-ai/sdk/lib/transform-json-schema');
  return { type: 'json_schema' as const, schema: transformJSONSchema(jsonSchemaOf(schema)) };
}
