import OpenAI, { APIError } from 'openai';
import { expect } from 'vitest';
import { endpoint as completionsEndpoint } from '../../functions/chat-completions/index.ts';
import { endpoint as modelsEndpoint } from '../../functions/models/index.ts';
import { startApi } from '../../local/api.ts';
import { parseConfig } from '../../shared/config.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import { openCompletions } from '../../shared/llm/completions/open-completions.ts';
import type { ModelAnswer, ModelAttempt } from '../../shared/llm/language-model.ts';
import { openEngine } from '../../shared/llm/open-engine.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';

/** The endpoints on a server of their own, and the official SDK pointed at them. */
export async function serveCompletions(environment: Record<string, string>) {
  const answers: ModelAnswer[] = [];
  const attempts: ModelAttempt[] = [];
  const engine = openEngine(parseConfig({ LLM_TIMEOUT_SECONDS: '10', ...environment }), {
    logger: silentLogger,
    onAttempt: (attempt) => attempts.push(attempt),
    sleep: async () => undefined,
  });
  const completions = openCompletions({ engine, answered: (answer) => void answers.push(answer) });
  const functions = [
    {
      name: 'chat-completions',
      endpoint: completionsEndpoint,
      handler: lambdaHttp(completionsEndpoint, { completions }),
    },
    { name: 'models', endpoint: modelsEndpoint, handler: lambdaHttp(modelsEndpoint, { completions }) },
  ];
  const api = await startApi({ host: '127.0.0.1', port: 0, functions });
  const openai = new OpenAI({ apiKey: 'any', baseURL: `${api.url}/v1`, maxRetries: 0 });
  return { url: api.url, openai, answers, attempts, [Symbol.asyncDispose]: api.close };
}

/** What the tests ask. */
export const messages = [{ role: 'user' as const, content: '人工智能怎样帮助医生？' }];
export const ask = { model: 'default', messages };
/** A stream read to its end. */
export const textOf = async (stream: AsyncIterable<OpenAI.ChatCompletionChunk>) => {
  const chunks = await Array.fromAsync(stream);
  return { chunks, text: chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('') };
};
/** The error that the SDK throws. */
export const failureOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(APIError);
  return error as APIError;
};
