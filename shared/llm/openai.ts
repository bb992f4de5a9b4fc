import type OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { ModelRequest } from './language-model.ts';
import { type ModelProvider, sdkTimeoutMs } from './model-provider.ts';
import { readChunks } from './read-chunks.ts';
import { readCompletion } from './read-completion.ts';
import type { SelectedProvider } from './select-providers.ts';
import { toModelError } from './to-model-error.ts';
import { traceHeaders } from './traced-provider.ts';

/** A provider that speaks OpenAI's chat completions; `toBody` says a request in its dialect. */
export function openOpenai(
  { provider, model, base_url, api_key }: SelectedProvider,
  toBody: (request: ModelRequest, model: string) => ChatCompletionCreateParamsNonStreaming,
): ModelProvider {
  let client: Promise<OpenAI> | undefined;
  const open = async () => {
    const { OpenAI } = await import('openai');
    // The account's organisation and project, which the SDK reads from the environment, are OpenAI's business only.
    const account = provider === 'openai' ? {} : { organization: null, project: null };
    return new OpenAI({
      apiKey: api_key,
      baseURL: base_url,
      maxRetries: 0,
      timeout: sdkTimeoutMs,
      logLevel: 'off',
      ...account,
    });
  };
  const completions = async () => {
    client ??= open();
    return (await client).chat.completions;
  };
  return {
    provider,
    model,
    async call(request, signal) {
      try {
        return readCompletion(
          await (await completions()).create(toBody(request, model), { signal, headers: traceHeaders() }),
        );
      } catch (thrown) {
        throw toModelError(thrown, api_key);
      }
    },
    async *stream(request, signal) {
      const streamed = { stream: true, stream_options: { include_usage: true } } as const;
      try {
        const chunks = await (await completions()).create(
          { ...toBody(request, model), ...streamed },
          { signal, headers: traceHeaders() },
        );
        yield* readChunks(chunks);
      } catch (thrown) {
        throw toModelError(thrown, api_key);
      }
    },
  };
}
