import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractFunctions } from '../shared/testing/contract-endpoints.ts';
import { expectProblem } from '../shared/testing/http-contract.ts';
import { parseAnswer, sendRaw } from '../shared/testing/send-raw.ts';
import { type RunningApi, startApi } from './api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ host: '127.0.0.1', port: 0, functions: contractFunctions });
});
afterAll(() => api.close());

const id = '7b1c9d52-0c37-4a2f-9f3a-0e5d6c1b2a34';
const head = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, 'host: localhost', 'connection: close', ...headers, '', ''].join('\r\n');

const asHost = (...headers: string[]) => ['GET /page HTTP/1.1', ...headers, 'connection: close', '', ''].join('\r\n');

const refused: [string, string | Uint8Array, number, RegExp][] = [
  ['bytes that are no HTTP', 'hello there\r\n\r\n', 400, /not a valid HTTP request/],
  ['an unknown method', head('FLY /notes'), 400, /not a valid HTTP request/],
  ['two lengths', head('POST /notes', 'content-length: 2', 'content-length: 3'), 400, /not a valid HTTP request/],
  ['headers over 16 KiB', head('GET /page', `x-long: ${'a'.repeat(20_000)}`), 431, /16 KiB/],
  ['bad percent-encoding in the path', head('GET /notes/%zz'), 400, /percent-encoded UTF-8/],
  ['bad percent-encoding in the query', head(`GET /notes/${id}?q=%`), 400, /percent-encoded UTF-8/],
  ['raw text in the URL', head(`GET /notes/${id}?q=医疗`), 400, /percent-encoded UTF-8.*--data-urlencode/],
  ['no host', asHost(), 400, /no Host header.*send Host: localhost/],
  ['a name that is made to point to this machine', asHost('host: evil.example'), 421, /evil\.example.*HOST=0\.0\.0\.0/],
  ['such a name at an unknown path', head('GET /nothing').replace('localhost', 'evil.example'), 421, /evil\.example/],
  [
    'a name that begins like one of this machine',
    asHost('host: 127.0.0.1.evil.example:80'),
    421,
    /listens on this machine/,
  ],
  [
    'an expectation that is not known',
    `${head('POST /notes', 'expect: miracles', 'content-length: 2')}{}`,
    417,
    /Expect/,
  ],
];

describe('the local server, on a raw connection', () => {
  test.each(refused)('%s: refused with a problem', async (_what, bytes, status, detail) => {
    const answer = parseAnswer(await sendRaw(api.url, bytes));
    expect(answer.status).toBe(status);
    expectProblem(answer, detail);
  });

  test('a body over the limit is refused before it has arrived', async () => {
    const bytes = head('POST /notes', 'content-type: application/json', 'content-length: 5000000');
    const answer = parseAnswer(await sendRaw(api.url, bytes));
    expect(answer.status).toBe(413);
    expectProblem(answer, /larger than 100000 bytes/);
  });

  test('a client that asks first is refused without sending the body', async () => {
    const bytes = head(
      'POST /notes',
      'content-type: application/json',
      'content-length: 5000000',
      'expect: 100-continue',
    );
    const raw = await sendRaw(api.url, bytes);
    expect(raw).not.toContain('100 Continue');
    expect(parseAnswer(raw).status).toBe(413);
    expectProblem(parseAnswer(raw), /larger than 100000 bytes/);
  });

  test('a client that asks first and sends little may go on', async () => {
    const raw = await sendRaw(
      api.url,
      `${head('POST /notes', 'content-type: application/json', 'content-length: 12', 'expect: 100-continue')}{"text":"a"}`,
    );
    expect(raw).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 201/);
  });

  test.each(['localhost', 'LocalHost:1', '127.0.0.1:8000', '127.1.2.3', '[::1]:8000'])(
    'a loopback name is answered: %s',
    async (name) => {
      expect(parseAnswer(await sendRaw(api.url, asHost(`host: ${name}`))).status).toBe(200);
    },
  );

  test('a request of HTTP/1.0 needs no host', async () => {
    expect(parseAnswer(await sendRaw(api.url, 'GET /page HTTP/1.0\r\n\r\n')).status).toBe(200);
  });

  test('where others reach the system any name is answered', async () => {
    const open = await startApi({ host: '0.0.0.0', port: 0, functions: contractFunctions });
    const { port } = new URL(open.url);
    const raw = await sendRaw(`http://127.0.0.1:${port}`, asHost('host: agents.example'));
    await open.close();
    expect(parseAnswer(raw).status).toBe(200);
  });

  test('a page of this system may change things', async () => {
    const headers = ['content-type: application/json', 'content-length: 12', 'origin: http://localhost'];
    expect(parseAnswer(await sendRaw(api.url, `${head('POST /notes', ...headers)}{"text":"a"}`)).status).toBe(201);
  });

  test('a 5 MB body gets its answer, and the connection serves the next request', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(5_000_000) });
    const first = `POST /notes HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    const raw = await sendRaw(api.url, first + head('GET /page'));
    expect(raw).toMatch(/^HTTP\/1.1 413 /);
    expect(raw).toContain('<p>你好</p>');
  });

  test('a chunked body over the limit is refused', async () => {
    const chunk = `${(60_000).toString(16)}\r\n${'x'.repeat(60_000)}\r\n`;
    const answer = parseAnswer(
      await sendRaw(api.url, head('POST /notes', 'transfer-encoding: chunked') + chunk + chunk),
    );
    expect(answer.status).toBe(413);
    expectProblem(answer, /larger than/);
  });
});
