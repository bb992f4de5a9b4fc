import { afterAll, expect, test, vi } from 'vitest';
import { pieces } from '../../shared/llm/intercept-calls.ts';
import type { LanguageModel, ModelEvent } from '../../shared/llm/language-model.ts';
import { placeholderAnswer } from '../../shared/llm/placeholder.ts';
import { fakeLanguageModel } from '../../shared/testing/fake-language-model.ts';
import { invoke, type TestRequest } from '../../shared/testing/invoke.ts';
import { lendDatabase } from '../../shared/testing/lend-database.ts';
import { readServerSentEvents, type SeenServerEvent } from '../../shared/testing/read-server-sent-events.ts';
import { endpoint } from './index.ts';

const lent = await lendDatabase();
afterAll(() => lent[Symbol.asyncDispose]());

/** Sends a message, the only one that is stored. */
async function stream(llm: LanguageModel, body: object = {}, request: TestRequest = {}) {
  await lent.database.query('delete from sessions');
  const ports = { database: lent.database, llm, agents: [], contextTokens: () => 100_000 };
  return invoke(endpoint, ports, { body: { message: '说吧', stream: true, ...body }, ...request });
}
async function allOf(chunks: AsyncIterable<string | Uint8Array> | undefined): Promise<SeenServerEvent[]> {
  const events: SeenServerEvent[] = [];
  for await (const event of readServerSentEvents(chunks)) events.push(event);
  return events;
}
const storedReply = async () => {
  const { rows } = await lent.database.query<{ status: string; content: string }>(
    "select status, content from session_messages where role = 'assistant'",
  );
  expect(rows).toHaveLength(1);
  return rows[0];
};
/** A model that streams what `events` gives. */
const streaming = (events: (signal: AbortSignal) => AsyncGenerator<ModelEvent, void, void>): LanguageModel => ({
  generate: () => Promise.reject(new Error('A stream was asked for.')),
  stream: (_request, signal) => events(signal),
});
/** Ends when the signal aborts, as a model's call does. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('a stream starts with its session, tells each piece, and ends with what a whole reply has', async () => {
  const text = '人工智能🙂可以帮助医生看片子';
  const { status, headers, stream: chunks } = await stream(fakeLanguageModel([text]));
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  const [start, ...rest] = await allOf(chunks);
  const end = rest.pop();
  expect(start).toEqual({ event: 'start', data: { session_id: expect.any(String) } });
  expect(new Set(rest.map(({ event }) => event))).toEqual(new Set(['delta']));
  expect(rest.map(({ data }) => data.text).join('')).toBe(text);
  const whole = (await stream(fakeLanguageModel([text]), { stream: false })).json;
  expect(end).toEqual({ event: 'end', data: { ...whole, session_id: start?.data.session_id } });
  expect(await storedReply()).toEqual({ status: 'complete', content: text });
});

test('the first event comes before the model is asked', async () => {
  const llm = fakeLanguageModel(['r']);
  const events = readServerSentEvents((await stream(llm)).stream);
  expect((await events.next()).value).toMatchObject({ event: 'start' });
  expect(llm.requests).toHaveLength(0);
  await events.next();
  expect(llm.requests).toHaveLength(1);
});

test.each([
  ['Accept', { stream: undefined }, 'text/event-stream', true],
  ['Accept among others', { stream: undefined }, 'application/json;q=0.5, text/event-stream; q=0.9', true],
  ['an Accept that rules it out', { stream: undefined }, 'application/json, text/event-stream;q=0', false],
  ['any Accept', { stream: undefined }, '*/*', false],
  ['a field that contradicts Accept', { stream: false }, 'text/event-stream', false],
])('%s decides whether the reply is a stream', async (_what, body, accept, streamed) => {
  const answer = await stream(fakeLanguageModel(['r']), body, { headers: { accept } });
  expect(answer.stream !== undefined).toBe(streamed);
  await allOf(answer.stream);
});

test('a character that comes in halves arrives whole', async () => {
  const answer = placeholderAnswer([], 'no_key');
  const llm = streaming(async function* () {
    for (const text of ['好\ud83d', '\ude00', '！']) yield { type: 'delta', text };
    yield { type: 'end', answer: { ...answer, text: '好😀！' } };
  });
  const events = await allOf((await stream(llm)).stream);
  const deltas = events.filter(({ event }) => event === 'delta');
  expect(deltas.map(({ data }) => data.text).join('')).toBe('好😀！');
});

test('a text that another call goes on with is told as it happens', async () => {
  const continued = { provider: 'deepseek', model: 'm', reason: 'the stream broke' };
  const llm = streaming(async function* () {
    yield { type: 'delta', text: '前' };
    yield { type: 'continued', ...continued };
    yield { type: 'delta', text: '后' };
    yield { type: 'end', answer: { ...placeholderAnswer([], 'no_key'), text: '前后' } };
  });
  const events = await allOf((await stream(llm)).stream);
  expect(events.map(({ event }) => event)).toEqual(['start', 'delta', 'continued', 'delta', 'end']);
  expect(events[2]?.data).toEqual(continued);
});

test('without a model the placeholder streams, degraded', async () => {
  const llm = streaming(() => pieces(placeholderAnswer([], 'no_key')));
  const events = await allOf((await stream(llm)).stream);
  expect(events.at(-1)).toMatchObject({ event: 'end', data: { degraded: true, provider: 'placeholder' } });
});

test('a client that goes away stops the model, and what was said is stored as interrupted', async () => {
  const gone = new AbortController();
  const stopped = Promise.withResolvers<void>();
  const llm = streaming(async function* (signal) {
    try {
      yield { type: 'delta', text: '说了一半' };
      await untilAborted(signal);
    } finally {
      stopped.resolve();
    }
  });
  const events = readServerSentEvents((await stream(llm, {}, { signal: gone.signal })).stream);
  await events.next();
  expect((await events.next()).value).toMatchObject({ event: 'delta' });
  const rest = events.next();
  gone.abort();
  await stopped.promise;
  expect((await rest).done).toBe(true);
  expect(await storedReply()).toEqual({ status: 'interrupted', content: '说了一半' });
});

test('a client that leaves the stream unread leaves no reply pending', async () => {
  const gone = new AbortController();
  await stream(fakeLanguageModel([]), {}, { signal: gone.signal });
  expect(await storedReply()).toEqual({ status: 'pending', content: '' });
  gone.abort();
  await vi.waitFor(async () => expect(await storedReply()).toEqual({ status: 'interrupted', content: '' }));
});

test('a stream that is closed early keeps what was said, but not a placeholder', async () => {
  const closeAfter = async (chunks: number, llm: LanguageModel) => {
    const iterator = (await stream(llm)).stream?.[Symbol.asyncIterator]();
    for (let chunk = 1; chunk < chunks; chunk += 1) await iterator?.next();
    expect((await iterator?.next())?.value).toContain('event: delta');
    await iterator?.return?.();
    return storedReply();
  };
  const model = fakeLanguageModel(['一二三四五六七八九']);
  expect(await closeAfter(3, model)).toEqual({ status: 'interrupted', content: '一二三四五六七八' });
  const none = streaming(() => pieces(placeholderAnswer([], 'no_key')));
  expect(await closeAfter(2, none)).toEqual({ status: 'interrupted', content: '' });
});

test('what fails after the start is told as an event with a problem', async () => {
  const events = await allOf((await stream(fakeLanguageModel([]), {}, { headers: { 'x-request-id': 'r-1' } })).stream);
  expect(events.map(({ event }) => event)).toEqual(['start', 'error']);
  expect(events[1]?.data).toMatchObject({ status: 500, code: 'internal_error', request_id: 'r-1', instance: '/chat' });
  expect(await storedReply()).toEqual({ status: 'interrupted', content: '' });
});

test('what is refused is refused before the stream begins', async () => {
  const missing = await stream(fakeLanguageModel([]), { session_id: '00000000-0000-4000-8000-000000000000' });
  expect(missing).toMatchObject({ status: 404, stream: undefined });
});
