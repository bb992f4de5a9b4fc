import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { endpoint as chat } from '../../functions/chat/index.ts';
import { endpoint as session } from '../../functions/get-session/index.ts';
import { startApi } from '../../local/api.ts';
import { research } from '../../shared/agents/research/agent.ts';
import { parseConfig } from '../../shared/config.ts';
import { lambdaHttp } from '../../shared/http/lambda-http.ts';
import type { LanguageModel } from '../../shared/llm/language-model.ts';
import { openLanguageModel } from '../../shared/llm/open-language-model.ts';
import { placeholderAnswer } from '../../shared/llm/placeholder.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { lendModelServer, type ModelServerReply } from '../../shared/testing/lend-model-server.ts';
import { readServerSentEvents } from '../../shared/testing/read-server-sent-events.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());

/** The chat's endpoints on a server of their own. */
async function serve(llm: LanguageModel, drainSeconds = 10) {
  const { database } = lent;
  const ports = { database, llm, agents: [research], contextTokens: () => 100_000 };
  const functions = [
    { name: 'chat', endpoint: chat, handler: lambdaHttp(chat, ports) },
    { name: 'get-session', endpoint: session, handler: lambdaHttp(session, { database }) },
  ];
  const api = await startApi({ host: '127.0.0.1', port: 0, functions, drainSeconds });
  return {
    close: api.close,
    say: (message: string, more: object = {}, signal?: AbortSignal) =>
      fetch(`${api.url}/chat`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ message, ...more }),
        ...(signal && { signal }),
      }),
    async messages(id: string): Promise<{ status: string; content: string }[]> {
      const answer = await fetch(`${api.url}/sessions/${id}`);
      return ((await answer.json()) as { messages: { status: string; content: string }[] }).messages;
    },
    [Symbol.asyncDispose]: api.close,
  };
}
const live = (environment: Record<string, string>) =>
  openLanguageModel(parseConfig(environment), { logger: silentLogger });
const eventsOf = (response: Response) =>
  readServerSentEvents((response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()));
const allOf = async (response: Response) => Array.fromAsync(eventsOf(response));

describe('a chat over HTTP', () => {
  test('is a conversation with a real model server, whole and streamed, in Chinese and with emoji', async () => {
    const answers: ModelServerReply[] = [
      { text: '你好！👋🏽', usage: { input_tokens: 20, output_tokens: 5 } },
      { text: '医学影像 👨‍⚕️，还有药物研发 💊。'.repeat(20), usage: { input_tokens: 40, output_tokens: 200 } },
    ];
    await using server = await lendModelServer(() => answers.shift() ?? { status: 400 });
    await using api = await serve(live({ ...server.environment, OPENAI_API_KEY: 'any' }));
    const first = await (await api.say('你好')).json();
    expect(first).toMatchObject({ reply: '你好！👋🏽', provider: 'openai', degraded: false });
    expect(first).toMatchObject({ usage: { input_tokens: 20, output_tokens: 5 }, attempts: [{ outcome: 'ok' }] });
    const { session_id } = first as { session_id: string };
    const response = await api.say('人工智能在医疗领域有哪些应用？', { session_id, stream: true });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const events = await allOf(response);
    expect(events[0]).toEqual({ event: 'start', data: { session_id } });
    const text = events.flatMap(({ event, data }) => (event === 'delta' ? [data.text] : [])).join('');
    expect(text).toBe('医学影像 👨‍⚕️，还有药物研发 💊。'.repeat(20));
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { session_id, reply: text, provider: 'openai' } });
    expect(server.calls[1]?.body.messages.slice(1)).toEqual([
      { role: 'user', content: '你好' },
      { role: 'assistant', content: '你好！👋🏽' },
      { role: 'user', content: '人工智能在医疗领域有哪些应用？' },
    ]);
    expect((await api.messages(session_id)).map(({ content }) => content)).toEqual([
      '你好',
      '你好！👋🏽',
      '人工智能在医疗领域有哪些应用？',
      text,
    ]);
  });

  test('answers degraded without a key, whole and streamed', async () => {
    await using api = await serve(live({}));
    expect(await (await api.say('有人吗')).json()).toMatchObject({ degraded: true, provider: 'placeholder' });
    const events = await allOf(await api.say('有人吗', { stream: true }));
    expect(events.map(({ event }) => event)).toEqual(['start', 'delta', 'end']);
    expect(events.at(-1)?.data).toMatchObject({ degraded: true, degraded_reason: expect.stringContaining('_API_KEY') });
  });

  test('sends each piece before the next one is made, and the first before the model has said anything', async () => {
    const pieces = ['一', '二', '三'];
    const gates = pieces.map(() => Promise.withResolvers<void>());
    const llm: LanguageModel = {
      generate: () => Promise.reject(new Error('A stream was asked for.')),
      async *stream() {
        for (const [place, text] of pieces.entries()) {
          await gates[place]?.promise;
          yield { type: 'delta', text };
        }
        yield { type: 'end', answer: { ...placeholderAnswer([], 'no_key'), text: pieces.join('') } };
      },
    };
    await using api = await serve(llm);
    const events = eventsOf(await api.say('数数', { stream: true }));
    expect((await events.next()).value).toMatchObject({ event: 'start' });
    for (const [place, gate] of gates.entries()) {
      gate.resolve();
      expect((await events.next()).value).toEqual({ event: 'delta', data: { text: pieces[place] } });
    }
    expect((await events.next()).value).toMatchObject({ event: 'end' });
  });

  test.each([
    ['a stream', true],
    ['a whole reply', false],
  ])('closes the call of the model when the client of %s goes away', async (_which, stream) => {
    const called = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    const upstream = createServer((incoming) => {
      incoming.socket.once('close', () => closed.resolve());
      called.resolve();
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    await using api = await serve(live({ OPENAI_API_KEY: 'any', OPENAI_BASE_URL: url }));
    const { session_id } = (await (await serveOnce('先')).json()) as { session_id: string };
    const client = new AbortController();
    const answer = api.say('走了', { stream, session_id }, client.signal).then((response) => response.text());
    await called.promise;
    client.abort();
    await expect(answer).rejects.toThrow();
    await closed.promise;
    await vi.waitFor(async () => {
      expect(await api.messages(session_id)).toMatchObject([{}, {}, { content: '走了' }, { status: 'interrupted' }]);
    });
    upstream.close();
  });

  test('lets a whole reply and a stream that are being made reach their ends when the server closes', async () => {
    const finish = Promise.withResolvers<void>();
    let asked = 0;
    await using server = await lendModelServer(async () => {
      asked += 1;
      await finish.promise;
      return '说完了';
    });
    const api = await serve(live({ ...server.environment, OPENAI_API_KEY: 'any' }));
    const whole = api.say('q');
    const streamed = await api.say('q', { stream: true });
    await vi.waitFor(() => expect(asked).toBe(2));
    const closing = api.close();
    finish.resolve();
    expect(await (await whole).json()).toMatchObject({ reply: '说完了' });
    expect((await allOf(streamed)).at(-1)).toMatchObject({ event: 'end', data: { reply: '说完了' } });
    await closing;
  });

  test('stores what was said of a stream that does not reach its end before the server has closed', async () => {
    const llm: LanguageModel = {
      generate: () => Promise.reject(new Error('A stream was asked for.')),
      async *stream(_request, signal) {
        yield { type: 'delta', text: '说了一半' };
        await once(signal, 'abort');
        signal.throwIfAborted();
      },
    };
    const api = await serve(llm, 0.05);
    const response = await api.say('q', { stream: true });
    const events = eventsOf(response);
    const session_id = (await events.next()).value?.data.session_id;
    await events.next();
    await api.close();
    const messages = async () =>
      (await lent.database.query('select status, content from session_messages where session_id = $1', [session_id]))
        .rows;
    await vi.waitFor(async () =>
      expect(await messages()).toContainEqual({ status: 'interrupted', content: '说了一半' }),
    );
    await expect(events.next()).rejects.toThrow();
  });
});

/** A first message, and its placeholder. */
async function serveOnce(message: string): Promise<Response> {
  const api = await serve(live({}));
  const response = await api.say(message);
  await api.close();
  return response;
}
