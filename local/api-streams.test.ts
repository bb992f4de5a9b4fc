import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { defineEndpoint } from '../shared/http/define-endpoint.ts';
import { lambdaHttp } from '../shared/http/lambda-http.ts';
import { startApi } from './api.ts';

/** A function that streams what `make` gives, on a server of its own. */
async function serveStream(make: (signal: AbortSignal) => AsyncIterable<string>, waits = false) {
  const endpoint = defineEndpoint({
    method: 'GET',
    path: '/stream',
    tag: 'test',
    summary: 'Streams',
    streams: true,
    waits,
    response: { 200: { contentType: 'text/event-stream', description: 'Chunks.' } },
    handle: async ({ signal }) => ({ status: 200, contentType: 'text/event-stream', stream: make(signal) }),
  });
  return startApi({
    host: '127.0.0.1',
    port: 0,
    functions: [{ name: 'stream', endpoint, handler: lambdaHttp(endpoint, {}) }],
  });
}

/** Speaks once, then is silent until its signal aborts; `closed` resolves when it has been closed. */
function silentStream() {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  async function* make(signal: AbortSignal) {
    try {
      yield 'data: 1\n\n';
      await once(signal, 'abort');
    } finally {
      resolve();
    }
  }
  return { make, closed };
}

describe('a stream on the local server', () => {
  test('reaches the client chunk by chunk', async () => {
    const { promise: second, resolve: sendSecond } = Promise.withResolvers<void>();
    const api = await serveStream(async function* () {
      yield 'one';
      await second;
      yield 'two';
    });
    const response = await fetch(`${api.url}/stream`);
    const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('one');
    sendSecond();
    expect((await reader.read()).value).toBe('two');
    expect((await reader.read()).done).toBe(true);
    await api.close();
  });

  test('is closed when its client goes away', async () => {
    const { make, closed } = silentStream();
    const api = await serveStream(make);
    const client = new AbortController();
    const response = await fetch(`${api.url}/stream`, { signal: client.signal });
    expect(response.status).toBe(200);
    client.abort();
    await closed;
    await api.close();
  });

  test('waits for a client that reads slowly', async () => {
    let made = 0;
    const chunk = 'x'.repeat(1_000_000);
    const api = await serveStream(async function* () {
      for (; made < 60; made += 1) yield chunk;
    });
    const response = await fetch(`${api.url}/stream`);
    let before = -1;
    while (made !== before) {
      before = made;
      await delay(100);
    }
    expect(made).toBeLessThan(60);
    expect((await response.text()).length).toBe(60_000_000);
    await api.close();
  });

  test('that breaks leaves the answer visibly incomplete', async () => {
    const api = await serveStream(async function* () {
      yield 'one';
      throw new Error('broken');
    });
    const response = await fetch(`${api.url}/stream`);
    await expect(response.text()).rejects.toThrow();
    await api.close();
  });

  test('that waits ends cleanly when the server closes', async () => {
    const { make, closed } = silentStream();
    const api = await serveStream(make, true);
    const response = await fetch(`${api.url}/stream`);
    const closing = api.close();
    expect(await response.text()).toBe('data: 1\n\n');
    await Promise.all([closing, closed]);
  });

  test('that has an end reaches it when the server closes', async () => {
    const { promise: second, resolve: sendSecond } = Promise.withResolvers<void>();
    const api = await serveStream(async function* () {
      yield 'one';
      await second;
      yield 'two';
    });
    const response = await fetch(`${api.url}/stream`);
    const closing = api.close();
    sendSecond();
    expect(await response.text()).toBe('onetwo');
    await closing;
  });
});

describe('closing the local server', () => {
  const slow = (work: () => Promise<unknown>, streams = false) =>
    defineEndpoint({
      method: 'GET',
      path: '/slow',
      tag: 'test',
      summary: 'Takes its time',
      streams,
      response: {},
      handle: async ({ signal }) => {
        await work();
        signal.throwIfAborted();
        return { status: 200, body: { done: true } };
      },
    });

  test.each([
    ['', false],
    [', also one whose answer might have been a stream', true],
  ])('lets a running request finish, and takes no new ones%s', async (_which, streams) => {
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const endpoint = slow(() => {
      started.resolve();
      return finish.promise;
    }, streams);
    const functions = [{ name: 'slow', endpoint, handler: lambdaHttp(endpoint, {}) }];
    const api = await startApi({ host: '127.0.0.1', port: 0, functions });
    const running = fetch(`${api.url}/slow`);
    await started.promise;
    const closing = api.close();
    await expect(fetch(`${api.url}/slow`)).rejects.toThrow();
    finish.resolve();
    expect(await (await running).json()).toEqual({ done: true });
    await closing;
  });

  test('ends waits at once, also those that begin meanwhile, with their answer', async () => {
    const started = Promise.withResolvers<void>();
    const endpoint = defineEndpoint({
      method: 'GET',
      path: '/wait',
      tag: 'test',
      summary: 'Waits',
      waits: true,
      response: {},
      handle: async ({ signal }) => {
        started.resolve();
        if (!signal.aborted) await once(signal, 'abort');
        return { status: 202, body: { later: true } };
      },
    });
    const functions = [{ name: 'wait', endpoint, handler: lambdaHttp(endpoint, {}) }];
    const api = await startApi({ host: '127.0.0.1', port: 0, functions });
    const late = connect(Number(new URL(api.url).port), '127.0.0.1');
    late.write('GET /wait HTTP/1.1\r\nhost: localhost\r\n');
    const waiting = fetch(`${api.url}/wait`);
    await started.promise;
    const closing = api.close();
    expect(await (await waiting).json()).toEqual({ later: true });
    const answer = once(late, 'data');
    late.write('\r\n');
    expect(String(await answer)).toMatch(/^HTTP\/1.1 202 /);
    await closing;
  });

  test('does not wait for a connection on which nothing was asked', async () => {
    const api = await startApi({ host: '127.0.0.1', port: 0, functions: [] });
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await Promise.all([api.close(), closed]);
  });

  test('does not wait for ever', async () => {
    const started = Promise.withResolvers<void>();
    const endpoint = slow(() => {
      started.resolve();
      return new Promise(() => {});
    });
    const functions = [{ name: 'slow', endpoint, handler: lambdaHttp(endpoint, {}) }];
    const api = await startApi({ host: '127.0.0.1', port: 0, functions, drainSeconds: 0.05 });
    const running = fetch(`${api.url}/slow`).catch((error: Error) => error);
    await started.promise;
    await api.close();
    expect(await running).toBeInstanceOf(Error);
  });
});
