import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApi, startApi } from '../../local/api.ts';
import { testSwitch } from '../../shared/config.ts';
import { contractFunctions } from '../../shared/testing/contract-endpoints.ts';
import { lendNginx } from '../../shared/testing/lend-nginx.ts';

/** What each PowerShell sends before a body, in its order: 5.1 (.NET Framework) waits for a 100 before the body. */
const clients = {
  'Windows PowerShell 5.1': (host: string, type: string, length: number) =>
    'POST /notes HTTP/1.1\r\n' +
    'User-Agent: Mozilla/5.0 (Windows NT; Windows NT 10.0; zh-CN) WindowsPowerShell/5.1.26100.4061\r\n' +
    `Content-Type: ${type}\r\nHost: ${host}\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`,
  'PowerShell 7': (host: string, type: string, length: number) =>
    `POST /notes HTTP/1.1\r\nHost: ${host}\r\n` +
    'User-Agent: Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0.26100; zh-CN) PowerShell/7.5.4\r\n' +
    `Accept-Encoding: gzip, deflate, br\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
};

/** In place of the ids that answers have, as long as they are. */
const id = '0'.repeat(36);

const lostLetters =
  'Only question marks arrived: the client replaced every letter when it encoded the text. ' +
  'In Windows PowerShell 5.1 send bytes: -Body ([Text.Encoding]::UTF8.GetBytes($json)) ' +
  "-ContentType 'application/json; charset=utf-8'.";
const problem = (title: string, status: number, code: string, detail: string, errors = '') =>
  `{"type":"about:blank","title":"${title}","status":${status},"detail":"${detail}","instance":"/notes",` +
  `"code":"${code}","request_id":"${id}"${errors}}`;

const notUtf8 = (guess: string) =>
  `The body is not UTF-8 (it looks like ${guess}). Send UTF-8: with curl from a file, --data-binary @task.json saved as ` +
  'UTF-8; in PowerShell bytes, -Body ([Text.Encoding]::UTF8.GetBytes($json)) ' +
  "-ContentType 'application/json; charset=utf-8'; in a Windows console run chcp 65001 first.";

const utf8 = Buffer.from('{"text":"人工智能"}');
/** 人工智能 as .NET's GetEncoding('gbk') writes it. */
const gbk = Buffer.concat([Buffer.from('{"text":"'), Buffer.from('c8cbb9a4d6c7c4dc', 'hex'), Buffer.from('"}')]);

/** How it is sent, and the exact answer. */
const bodies = [
  {
    how: 'UTF-8 bytes with a charset',
    type: 'application/json; charset=utf-8',
    body: utf8,
    status: 201,
    text: '{"text":"人工智能"}',
  },
  {
    how: 'UTF-8 bytes without a charset',
    type: 'application/json',
    body: utf8,
    status: 201,
    text: '{"text":"人工智能"}',
  },
  {
    how: 'a text without a charset, which 5.1 and 7 before 7.4 turn into question marks',
    type: 'application/json',
    body: Buffer.from('{"text":"????"}'),
    status: 400,
    text: problem(
      'Bad Request',
      400,
      'invalid_request',
      `/text: ${lostLetters}`,
      `,"errors":[{"path":"/text","message":"${lostLetters}"}]`,
    ),
  },
  {
    how: 'question marks that were meant, with a charset',
    type: 'application/json; charset=utf-8',
    body: Buffer.from('{"text":"AI??"}'),
    status: 201,
    text: '{"text":"AI??"}',
  },
  {
    how: 'GBK bytes, as a Chinese Windows has them',
    type: 'application/json',
    body: gbk,
    status: 400,
    text: problem('Bad Request', 400, 'not_utf8', notUtf8('GBK')),
  },
  ...['人工智能', 'AI'].map((word) => ({
    how: `${word} in UTF-16 without a mark, as [Text.Encoding]::Unicode gives it`,
    type: 'application/json; charset=utf-8',
    body: Buffer.from(`{"text":"${word}"}`, 'utf16le'),
    status: 400,
    text: problem('Bad Request', 400, 'not_utf8', notUtf8('UTF-16')),
  })),
  {
    how: 'a text without -ContentType, which makes it a form',
    type: 'application/x-www-form-urlencoded',
    body: Buffer.from('{"text":"????"}'),
    status: 415,
    text: problem(
      'Unsupported Media Type',
      415,
      'unsupported_media_type',
      "The body must be JSON and say so: with curl -H 'Content-Type: application/json; charset=utf-8', in PowerShell " +
        "-ContentType 'application/json; charset=utf-8'.",
    ),
  },
];
const cases = Object.entries(clients).flatMap(([client, head]) => bodies.map((body) => ({ client, head, ...body })));

/** Sends a head and, once told to go on where it asks, a body; gives the answer's bytes, without a 100 before it. */
function exchange(url: string, head: string, body: Buffer): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    let asked = head.includes('Expect:');
    const socket = connect(Number(port), hostname, () => {
      socket.write(head);
      if (!asked) socket.write(body);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`closed after: ${received}`)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n') + 4;
      if (end < 4) return;
      if (asked && received.toString().startsWith('HTTP/1.1 100 Continue\r\n\r\n')) {
        asked = false;
        received = received.subarray(end);
        socket.write(body);
        return;
      }
      const length = Number(/^content-length: (\d+)\r$/im.exec(received.toString())?.[1]);
      if (received.length < end + length) return;
      resolve(received);
      socket.destroy();
    });
  });
}

/** The answer with what differs from one to the next put by a name in its place. */
const settled = (answer: Buffer): string =>
  answer
    .toString()
    .replace(/^x-request-id: \S{36}\r$/m, `x-request-id: ${id}\r`)
    .replace(/"request_id":"[^"]{36}"/, `"request_id":"${id}"`)
    .replace(/^traceparent: .*\r$/m, 'traceparent: TRACE\r')
    .replace(/^Date: .*\r$/m, 'Date: DATE\r');

const reasons: Record<number, string> = { 201: 'Created', 400: 'Bad Request', 415: 'Unsupported Media Type' };
const statusLine = (status: number) => `HTTP/1.1 ${status} ${reasons[status]}`;
const typeOf = (status: number) => `application/${status < 400 ? '' : 'problem+'}json; charset=utf-8`;
const location = (status: number) => (status === 201 ? ['location: /notes/1'] : []);
const ours = ['cache-control: no-store', 'x-content-type-options: nosniff', `x-request-id: ${id}`];

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ host: '127.0.0.1', port: 0, functions: contractFunctions });
});
afterAll(() => api.close());

test.each(['WindowsPowerShell/5.1.26100.4061', 'PowerShell/7.3.12', 'PowerShell/7.4.0'])(
  '%s sends Latin letters beside lost ones: refused where it is known to lose them',
  async (agent) => {
    const headers = { 'content-type': 'application/json', 'user-agent': `Mozilla/5.0 (Windows NT; zh-CN) ${agent}` };
    const response = await fetch(`${api.url}/notes`, { method: 'POST', headers, body: '{"text":"AI???????"}' });
    expect(response.status).toBe(agent.endsWith('7.4.0') ? 201 : 400);
    if (response.status === 400) expect(await response.text()).toMatch(/replaced letters.*UTF8.GetBytes/);
  },
);

describe('directly', () => {
  test.each(cases)('$client, $how', async ({ head, type, body, status, text }) => {
    const answer = await exchange(api.url, head(new URL(api.url).host, type, body.length), body);
    expect(settled(answer).split('\r\n')).toEqual([
      statusLine(status),
      `content-type: ${typeOf(status)}`,
      `content-length: ${Buffer.byteLength(text)}`,
      ...ours,
      ...location(status),
      'traceparent: TRACE',
      'Date: DATE',
      'Connection: keep-alive',
      'Keep-Alive: timeout=72',
      '',
      text,
    ]);
  });
});

describe.runIf(testSwitch('TEST_NGINX'))('through nginx', () => {
  let nginx: Awaited<ReturnType<typeof lendNginx>>;
  beforeAll(async () => {
    nginx = await lendNginx(new URL(api.url).host);
  });
  afterAll(() => nginx[Symbol.asyncDispose]());

  test.each(cases)('$client, $how', async ({ head, type, body, status, text }) => {
    const answer = await exchange(nginx.url, head(new URL(nginx.url).host, type, body.length), body);
    expect(settled(answer).split('\r\n')).toEqual([
      statusLine(status),
      'Server: nginx',
      'Date: DATE',
      `Content-Type: ${typeOf(status)}`,
      `Content-Length: ${Buffer.byteLength(text)}`,
      'Connection: keep-alive',
      ...ours,
      ...location(status),
      'traceparent: TRACE',
      'Referrer-Policy: no-referrer',
      "Content-Security-Policy: frame-ancestors 'none'",
      '',
      text,
    ]);
  });
});
