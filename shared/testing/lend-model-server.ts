import { type ChatCompletionRequest, type FixtureResponse, LLMock } from '@copilotkit/aimock';

/** A request that the server got, over OpenAI's or Anthropic's API alike. */
export interface ModelCall {
  model: string;
  system: string;
  /** The last user message. */
  prompt: string;
  /** The request; Anthropic's is translated to OpenAI's words, and loses its own fields. */
  body: ChatCompletionRequest;
}

export interface ModelServerAnswer {
  text: string;
  usage?: { input_tokens: number; output_tokens: number };
  finish_reason?: 'stop' | 'length';
}

export interface ModelServerFailure {
  status: number;
  message?: string;
  code?: string;
  /** Sent with a 429; 1 if absent. */
  retry_after_seconds?: number;
}

export type ModelServerReply = string | ModelServerAnswer | ModelServerFailure;

/**
 * Lends a real HTTP server on loopback that speaks OpenAI's (DeepSeek's) and Anthropic's APIs; `reply` answers each call, by
 * its model, system prompt or prompt, with text, an answer with its usage, or a failure. A promise that stays pending hangs
 * the call. Point a configuration or a child process at it, and read what it was asked:
 *
 *     await using server = await lendModelServer(({ prompt }) => (prompt.includes('plan') ? '{"questions":[]}' : '…'));
 *     const config = parseConfig({ ...server.environment, OPENAI_API_KEY: 'any' });
 *     …
 *     expect(server.calls.map(({ model }) => model)).toEqual(['…']);
 *
 * `server.mock` is the emulator itself, for what a reply cannot say (`mock.setChaos({ malformedRate: 1 })`).
 */
export async function lendModelServer(reply: (call: ModelCall) => ModelServerReply | Promise<ModelServerReply>) {
  const calls: ModelCall[] = [];
  const mock = new LLMock({ port: 0, host: '127.0.0.1' });
  mock.on({ predicate: () => true }, async (body) => {
    const call = toCall(body);
    calls.push(call);
    return toFixture(await reply(call));
  });
  const url = await mock.start();
  const openaiUrl = `${url}/v1`;
  const environment = { OPENAI_BASE_URL: openaiUrl, LLM_BASE_URL: openaiUrl, ANTHROPIC_BASE_URL: url };
  return { url, environment, calls, mock, [Symbol.asyncDispose]: () => mock.stop() };
}

function toCall(body: ChatCompletionRequest): ModelCall {
  const textOf = (role: string) =>
    body.messages.filter((message) => message.role === role).map(({ content }) => String(content));
  return { model: body.model, system: textOf('system').join('\n'), prompt: textOf('user').at(-1) ?? '', body };
}

function toFixture(reply: ModelServerReply): FixtureResponse {
  if (typeof reply === 'string') return { content: reply };
  if ('status' in reply) {
    const { status, message = `failed with ${status}`, code, retry_after_seconds } = reply;
    const retryAfter = retry_after_seconds === undefined ? {} : { retryAfter: retry_after_seconds };
    return { status, error: { message, ...(code && { code }) }, ...retryAfter };
  }
  const { text, usage, finish_reason = 'stop' } = reply;
  const reported = usage && { prompt_tokens: usage.input_tokens, completion_tokens: usage.output_tokens };
  return { content: text, finishReason: finish_reason, ...(reported && { usage: reported }) };
}
