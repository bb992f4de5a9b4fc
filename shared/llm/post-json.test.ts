import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openAgent } from './model-agent.ts';
import { postJson } from './post-json.ts';

const patient = new AbortController().signal;

async function lendServer(answer: RequestListener): Promise<{ server: Server; url: URL }> {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat?a=1`) };
}

test('the answer is given as it comes, with what was sent where it belongs', async () => {
  const { url } = await lendServer(async (request, response) => {
    const { 'content-type': type, 'content-length': length, authorization } = request.headers;
    response.write(JSON.stringify({ path: request.url, type, length, authorization, body: await text(request) }));
    response.end('\nrest');
  });
  const bytes = await postJson(url, { authorization: 'Bearer k' }, '{"问":1}', patient);
  const [told, rest] = Buffer.concat(await Array.fromAsync(bytes))
    .toString()
    .split('\n');
  expect(JSON.parse(told as string)).toEqual({
    path: '/v1/chat?a=1',
    type: 'application/json',
    length: '9',
    authorization: 'Bearer k',
    body: '{"问":1}',
  });
  expect(rest).toBe('rest');
});

test("any status but 2xx rejects with the SDK's error, what the server waits for with it", async () => {
  const { url } = await lendServer((_, response) => {
    response
      .writeHead(429, ['retry-after', '7', 'retry-after', '8'])
      .end('{"error":{"message":"slow down","code":"busy"}}');
  });
  const failed = await postJson(url, {}, '{}', patient).catch((error: unknown) => error);
  expect(failed).toMatchObject({ status: 429, code: 'busy' });
  expect((failed as { headers: Headers }).headers.get('retry-after')).toBe('7');
  const { url: elsewhere } = await lendServer((_, response) => response.writeHead(307, { location: '/' }).end());
  await expect(postJson(elsewhere, {}, '{}', patient)).rejects.toMatchObject({ status: 307 });
});

test('an abort rejects with its reason: before the request, before the answer, and within it', async () => {
  const reason = new Error('too late');
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const { url } = await lendServer((_, response) => {
    response.on('close', gone.resolve);
    asked.resolve();
  });
  const stop = new AbortController();
  const answer = postJson(url, {}, '{}', stop.signal);
  const rejected = expect(answer).rejects.toBe(reason);
  await asked.promise;
  stop.abort(reason);
  await rejected;
  await gone.promise;
  await expect(postJson(url, {}, '{}', stop.signal)).rejects.toBe(reason);

  const { url: slow } = await lendServer((_, response) => response.write('begun'));
  const later = new AbortController();
  const bytes = (await postJson(slow, {}, '{}', later.signal))[Symbol.asyncIterator]();
  expect(await bytes.next()).toEqual({ done: false, value: Buffer.from('begun') });
  const next = expect(bytes.next()).rejects.toBe(reason);
  later.abort(reason);
  await next;
});

test('an answer that breaks off rejects, and a server that is not there does with what the system says', async () => {
  const { server, url } = await lendServer((_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    setTimeout(() => response.destroy(), 10);
  });
  const bytes = (await postJson(url, {}, '{}', patient))[Symbol.asyncIterator]();
  await bytes.next();
  await expect(bytes.next()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  server.close();
  await once(server, 'close');
  await expect(postJson(url, {}, '{}', patient)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('whoever stops reading at the end mark leaves a connection that is used again', async () => {
  const ports = new Set<number | undefined>();
  const { url } = await lendServer((request, response) => {
    ports.add(request.socket.remotePort);
    response.write('all that is wanted');
    setTimeout(() => response.end('and more'), 20);
  });
  for (let call = 0; call < 3; call++) {
    const bytes = (await postJson(url, {}, '{}', patient))[Symbol.asyncIterator]();
    await bytes.next();
    await bytes.return?.();
    await vi.waitFor(() => expect(ports.size).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  expect(ports.size).toBe(1);
});

test('with proxies, requests go by way of the one that the environment names', async () => {
  const { url } = await lendServer((_, response) => response.end('direct'));
  const { url: proxy } = await lendServer((request, response) => response.end(`by proxy to ${request.url}`));
  vi.stubEnv('HTTP_PROXY', proxy.origin);
  vi.stubEnv('NO_PROXY', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const said = async (proxied: boolean) => {
    const agent = await openAgent(proxied);
    onTestFinished(() => agent.destroy());
    const { body } = await agent.request({ origin: url.origin, path: '/v1', method: 'POST', body: '{}' });
    return body.text();
  };
  expect(await said(false)).toBe('direct');
  expect(await said(true)).toBe(`by proxy to ${url.origin}/v1`);
});

test('a connection that is never made is given up: the call that has asked for it does not end it', async () => {
  const silent = createSocketServer();
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void silent.close());
  const agent = await openAgent(false, 100);
  onTestFinished(() => agent.destroy());
  const asked = once(silent, 'connection');
  const origin = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const refused = expect(agent.request({ origin, path: '/', method: 'POST' })).rejects.toMatchObject({
    code: 'UND_ERR_CONNECT_TIMEOUT',
  });
  const [socket] = (await asked) as [Socket];
  onTestFinished(() => void socket.destroy());
  await Promise.all([refused, once(socket.resume(), 'close')]);
});

test('an answer may take longer than undici waits by itself, also by way of a proxy', async () => {
  const asked = Promise.withResolvers<ServerResponse>();
  const { url } = await lendServer((_, response) => asked.resolve(response));
  for (const [name, value] of Object.entries({ NODE_USE_ENV_PROXY: '1', HTTP_PROXY: url.origin, NO_PROXY: '' }))
    vi.stubEnv(name, value);
  vi.resetModules();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });
  const { postJson: postByProxy } = await import('./post-json.ts');
  const answer = postByProxy(new URL('http://model.invalid/v1'), {}, '{}', patient);
  const response = await asked.promise;
  await vi.advanceTimersByTimeAsync(400_000);
  response.write('begun');
  const bytes = (await answer)[Symbol.asyncIterator]();
  expect(await bytes.next()).toEqual({ done: false, value: Buffer.from('begun') });
  const end = bytes.next();
  await vi.advanceTimersByTimeAsync(400_000);
  response.end();
  expect(await end).toEqual({ done: true, value: undefined });
});

test.each([{ NODE_USE_ENV_PROXY: '1' }, { NODE_OPTIONS: '--trace-warnings --use-env-proxy' }])(
  'the proxies are used where %o says so',
  async (variables) => {
    const { url } = await lendServer((request, response) => response.end(`by proxy to ${request.url}`));
    for (const [name, value] of Object.entries({ ...variables, HTTP_PROXY: url.origin, NO_PROXY: '' }))
      vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.resetModules();
    const { postJson: postByProxy } = await import('./post-json.ts');
    const bytes = await postByProxy(new URL('http://model.invalid/v1'), {}, '{}', patient);
    expect(Buffer.concat(await Array.fromAsync(bytes)).toString()).toBe('by proxy to http://model.invalid/v1');
  },
);
