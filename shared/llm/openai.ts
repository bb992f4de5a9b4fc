import type OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import type { ModelRequest } from './language-model.ts';
import { type ModelProvider, sdkTimeoutMs } from './model-provider.ts';
import { postJson } from './post-json.ts';
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
  const opened = () => {
    client ??= open();
    return client;
  };
  const completions = async () => (await opened()).chat.completions;
  const url = new URL(`${base_url.replace(/\/+$/, '')}/chat/completions`);
  const authorize = async () => {
    const { organization, project } = await opened();
    return {
      authorization: `Bearer ${api_key}`,
      ...(organization && { 'openai-organization': organization }),
      ...(project && { 'openai-project': project }),
    };
  };
  let headers: Promise<Record<string, string>> | undefined;
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
    async post(body, signal) {
      headers ??= authorize();
      const failure = (thrown: unknown) => toModelError(thrown, api_key);
      try {
        const bytes = await postJson(url, { ...(await headers), ...traceHeaders() }, JSON.stringify(body), signal);
        return { bytes, failure };
      } catch (thrown) {
        throw failure(thrown);
      }
    },
  };
}
