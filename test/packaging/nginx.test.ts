import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApi, startApi } from '../../local/api.ts';
import { parseConfig, testSwitch } from '../../shared/config.ts';
import { contractFunctions } from '../../shared/testing/contract-endpoints.ts';
import {
  describeHttpContract,
  expectProblem,
  type WireAnswer,
  type WireRequest,
} from '../../shared/testing/http-contract.ts';
import { lendNginx } from '../../shared/testing/lend-nginx.ts';
import { parseAnswer, sendRaw } from '../../shared/testing/send-raw.ts';

test('nginx waits for what asks models longer than the models may take', async () => {
  const snippet = await readFile(new URL('../../nginx/snippets/server.conf', import.meta.url), 'utf8');
  const located = [...snippet.matchAll(/location ~ (\S+) \{[^}]*proxy_read_timeout (\d+)s/g)];
  const waits = (path: string) =>
    Number(located.find(([, form = '']) => new RegExp(form).test(path))?.[2] ?? Number.NaN);
  const most = parseConfig({}).LLM_REQUEST_TIMEOUT_SECONDS;
  for (const path of ['/analysis', '/chat', '/v1/chat/completions', '/api/analysis'])
    expect(waits(path), path).toBeGreaterThan(most);
});

describe.runIf(testSwitch('TEST_NGINX'))('nginx', () => {
  let api: RunningApi;
  let nginx: Awaited<ReturnType<typeof lendNginx>>;
  beforeAll(async () => {
    api = await startApi({ host: '127.0.0.1', port: 0, functions: contractFunctions });
    nginx = await lendNginx(new URL(api.url).host);
  });
  afterAll(async () => {
    await nginx[Symbol.asyncDispose]();
    await api.close();
  });

  async function ask(url: string, { path, body, ...request }: WireRequest): Promise<WireAnswer> {
    const sent = typeof body === 'string' ? Buffer.from(body) : (body ?? null);
    const response = await fetch(url + path, { redirect: 'manual', ...request, body: sent });
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  }

  describeHttpContract('nginx', (request) => ask(nginx.url, request));
  describeHttpContract('nginx, under /api', (request) => ask(`${nginx.url}/api`, request));

  test.each([
    ['/', '/console/'],
    ['/streamlit', '/console/'],
    ['/streamlit/', '/console/'],
    ['/api', '/docs'],
    ['/api/', '/docs'],
  ])('%s leads to %s', async (path, target) => {
    const { status, headers } = await ask(nginx.url, { path });
    expect({ status, location: headers.location }).toEqual({ status: 302, location: target });
  });

  test('logs a line of JSON with the id that the answer has', async () => {
    const { headers } = await ask(nginx.url, { path: '/page?secret=1' });
    await expect.poll(() => nginx.log()).toContain(headers['x-request-id']);
    const line = nginx
      .log()
      .split('\n')
      .find((one) => one.includes(String(headers['x-request-id'])));
    expect(JSON.parse(line ?? '')).toMatchObject({ method: 'GET', path: '/page', status: '400' });
    expect(line).not.toContain('secret');
  });

  test('refuses a body that is too large for any endpoint, and what is no HTTP, in the form of the API', async () => {
    const large = await ask(nginx.url, { method: 'POST', path: '/notes', body: 'x'.repeat(9_000_000) });
    expect(large.status).toBe(413);
    expectProblem(large, /8 MiB/);
    const malformed = parseAnswer(await sendRaw(nginx.url, 'GET /page HTTP/1.1\r\nConnection: close\r\n\r\n'));
    expect(malformed.status).toBe(400);
    expectProblem(malformed, /Host/);
    const long = parseAnswer(
      await sendRaw(
        nginx.url,
        `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      ),
    );
    expect(long.status).toBe(431);
    expectProblem(long, /16 KiB/);
  });

  test('says in the form of the API that it is gone', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await using alone = await lendNginx(`127.0.0.1:${port}`);
    silent.close();
    const answer = await ask(alone.url, { path: '/api/a%22b"?c' });
    expect(answer.status).toBe(502);
    expectProblem(answer, /cannot be reached/);
    expect(answer.headers['retry-after']).toBe('3');
  });

  test('tells the API the address and the host that it was asked by', async () => {
    const seen: Record<string, unknown>[] = [];
    const server = createServer(({ url, headers }, response) => {
      seen.push({ url, ...headers });
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await using told = await lendNginx(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    await ask(told.url, { path: '/api/search?q=%E4%BA%BA+a%2Bb' });
    server.close();
    const { host } = new URL(told.url);
    expect(seen).toMatchObject([{ url: '/search?q=%E4%BA%BA+a%2Bb', host, 'x-forwarded-for': '127.0.0.1' }]);
  });

  test('passes on a stream as it comes', async () => {
    let release = () => {};
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      response.write('data: first\n\n');
      release = () => response.end('data: last\n\n');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await using streaming = await lendNginx(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    const response = await fetch(`${streaming.url}/api/tasks/1/events`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    // The rest is sent only after this has arrived: were it held back, the test would not end.
    expect((await reader?.read())?.value).toBe('data: first\n\n');
    release();
    expect((await reader?.read())?.value).toBe('data: last\n\n');
    server.close();
  });
});
