import { describe, expect, test } from 'vitest';

/** A request as it goes over the wire; `path` holds the query, percent-encoded. */
export interface WireRequest {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** What came back; header names are lower-case. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const id = '7b1c9d52-0c37-4a2f-9f3a-0e5d6c1b2a34';
const json = { 'content-type': 'application/json; charset=utf-8' };
/** 人工智能 in GBK. */
const gbk = Uint8Array.from([
  ...Buffer.from('{"text":"'),
  0xc8,
  0xcb,
  0xb9,
  0xa4,
  0xd6,
  0xc7,
  0xc4,
  0xdc,
  ...Buffer.from('"}'),
]);
const utf16 = Uint8Array.from(Buffer.from('\ufeff{"text":"hello"}', 'utf16le'));
const deep = `{"text":"a","tags":${'['.repeat(500)}${']'.repeat(500)}}`;

const note = (body: WireRequest['body'], headers: Record<string, string> = json): WireRequest => {
  const request = { method: 'POST', path: '/notes', headers };
  return body === undefined ? request : { ...request, body };
};

/** Bad requests: what is wrong, the request, the status, and what `detail` must say. */
const refused: [string, WireRequest, number, RegExp][] = [
  ['malformed JSON', note('{"text":'), 400, /not valid JSON.*(position|end)/],
  ['JSON whose quotes a shell ate', note('{text:hello}'), 400, /double quotes/],
  ['GBK bytes', note(gbk), 400, /not UTF-8 \(it looks like GBK\).*curl.*PowerShell/],
  ['UTF-16 bytes', note(utf16), 400, /looks like UTF-16/],
  ['text that arrived as question marks', note('{"text":"????"}'), 400, /question marks.*PowerShell/],
  ['an escaped NUL', note('{"text":"a\\u0000b"}'), 400, /U\+0000/],
  ['an unpaired surrogate', note('{"text":"a\\ud83d"}'), 400, /surrogate/],
  ['a NUL in a key', note('{"text":"a","b\\u0000":1}'), 400, /U\+0000/],
  ['a key that would be lost', note('{"text":"a","tags":[{"__proto__":1}]}'), 400, /\/tags\/0\/__proto__: .*__proto__/],
  ['a number that no double holds', note('{"text":"a","tags":[-1e400]}'), 400, /\/tags\/0: .*too large/],
  ['JSON that is nested absurdly', note(deep), 400, /nested deeper than 64/],
  ['a missing body', note(undefined, {}), 400, /has no body/],
  ['a missing field', note('{}'), 400, /\/text: Required/],
  ['a wrong type', note('{"text":1}'), 400, /\/text: .*expected string/],
  ['an unknown field', note('{"text":"a","txet":"b"}'), 400, /\/txet: .*not known/],
  ['a form', note('text=a', { 'content-type': 'application/x-www-form-urlencoded' }), 415, /must be JSON.*curl/],
  ['plain text', note('{"text":"a"}', { 'content-type': 'text/plain' }), 415, /must be JSON/],
  ['text without a type', note('{"text":"a"}', {}), 415, /must be JSON and say so.*curl/],
  ['a type that is none', note('{"text":"a"}', { 'content-type': 'x' }), 415, /must be JSON/],
  ['another charset', note('{"text":"a"}', { 'content-type': 'application/json; charset=gbk' }), 415, /UTF-8/],
  [
    'a change that a page of another site asks for',
    note('{"text":"a"}', { ...json, 'sec-fetch-site': 'cross-site' }),
    403,
    /another site/,
  ],
  [
    'a change that a page of another host asks for',
    note('{"text":"a"}', { ...json, origin: 'http://evil.example' }),
    403,
    /another site/,
  ],
  ['a compressed body', note('{"text":"a"}', { ...json, 'content-encoding': 'gzip' }), 415, /Content-Encoding/],
  ['a body over the limit', note(JSON.stringify({ text: 'x'.repeat(100_000) })), 413, /100000 bytes/],
  ['a bad header', note('{"text":"a"}', { ...json, prefer: 'wait=soon' }), 400, /prefer: must be wait=N/],
  ['a bad id', { path: '/notes/42' }, 400, /id: must be a UUID/],
  ['a long id', { path: `/notes/${'4'.repeat(3000)}` }, 400, /id: must be a UUID/],
  ['a NUL in the path', { path: '/notes/a%00b' }, 400, /U\+0000/],
  ['a bad query value', { path: `/notes/${id}?limit=many` }, 400, /limit: /],
  ['an empty query value', { path: `/notes/${id}?limit=` }, 400, /limit is empty/],
  ['an unknown query parameter', { path: `/notes/${id}?limt=1` }, 400, /limt is not known; known are limit, q/],
  ['an unknown query parameter where none is known', { path: '/page?x=1' }, 400, /x is not known/],
  ['a repeated query parameter', { path: `/notes/${id}?limit=1&limit=2` }, 400, /limit is given more than once/],
  ['a GBK query', { path: `/notes/${id}?q=%C8%CB` }, 400, /percent-encoded UTF-8/],
  ['a NUL in the query', { path: `/notes/${id}?q=%00` }, 400, /U\+0000/],
  ['a conflict', { path: '/failures/conflict' }, 409, /closed/],
];

/** Declares the tests that every host of functions must pass; `send` carries a request to `contractFunctions`. */
export function describeHttpContract(host: string, send: (request: WireRequest) => Promise<WireAnswer>): void {
  describe(`the HTTP contract, by ${host}`, () => {
    test.each(refused)('%s is refused with a problem that says what to do', async (_what, request, status, detail) => {
      const answer = await send(request);
      expect(answer.status).toBe(status);
      expectProblem(answer, detail);
    });

    test('an unexpected error is a 500 that tells no internals', async () => {
      const answer = await send({ path: '/failures/unexpected' });
      expect(answer.status).toBe(500);
      expectProblem(answer, /request_id/);
      expect(answer.text).not.toContain('hunter2');
    });

    test('what is down for now is a 503 with Retry-After', async () => {
      const answer = await send({ path: '/failures/busy' });
      expect(answer.status).toBe(503);
      expectProblem(answer, /database/);
      expect(answer.headers['retry-after']).toBe('3');
    });

    test('Chinese text comes back as it was sent, with its charset and length', async () => {
      const answer = await send(note('{"text":"人工智能🙂"}'));
      expect(answer).toMatchObject({ status: 201, text: '{"text":"人工智能🙂"}' });
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'content-length': '27',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        location: '/notes/1',
      });
    });

    test.each([
      ['with its type in another spelling', { 'content-type': 'Application/JSON;Charset="UTF-8"' }, '{"text":"a"}'],
      ['with a byte order mark', json, '\ufeff{"text":"a"}'],
      ['as another JSON type', { 'content-type': 'application/merge-patch+json' }, '{"text":"a"}'],
      ['with a question in it', json, '{"text":"Really? 真的吗??"}'],
    ])('a body is accepted %s', async (_how, headers, body) => {
      expect((await send(note(body, headers))).status).toBe(201);
    });

    test('query values are decoded, plus signs included', async () => {
      const answer = await send({ path: `/notes/${id}?q=%E4%BA%BA+a%2Bb&limit=7` });
      expect(JSON.parse(answer.text)).toEqual({ id, q: '人 a+b', limit: 7 });
    });

    test('a request id is taken over when it is a plain token, and made otherwise', async () => {
      expect((await send({ path: '/page', headers: { 'x-request-id': 'order-7.1' } })).headers['x-request-id']).toBe(
        'order-7.1',
      );
      const made = (await send({ path: '/page', headers: { 'x-request-id': 'a b"c' } })).headers['x-request-id'];
      expect(made).toMatch(/^[0-9a-f-]{36}$/);
    });

    test('text other than JSON says its charset', async () => {
      const { headers, text } = await send({ path: '/page' });
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(text).toBe('<p>你好</p>');
    });

    test('HEAD answers as GET does, without the body', async () => {
      const answer = await send({ method: 'HEAD', path: '/page' });
      expect(answer).toMatchObject({ status: 200, text: '' });
      expect(answer.headers['content-length']).toBe('13');
      expect((await send({ method: 'HEAD', path: '/stream' })).text).toBe('');
    });

    test('OPTIONS tells what is allowed', async () => {
      const answer = await send({ method: 'OPTIONS', path: '/notes' });
      expect(answer.status).toBe(204);
      expect(answer.headers.allow).toContain('POST');
    });

    test('a wrong method is a 405 that tells what is allowed', async () => {
      const answer = await send({ method: 'PUT', path: '/notes', headers: json, body: '{}' });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toContain('POST');
      expectProblem(answer, /PUT is not possible/);
    });

    test('an endpoint without a body ignores one, and 204 has none', async () => {
      const answer = await send({
        method: 'DELETE',
        path: `/notes/${id}`,
        headers: { 'content-type': 'text/plain' },
        body: 'x',
      });
      expect(answer).toMatchObject({ status: 204, text: '' });
    });

    test('a stream arrives whole, with its charset', async () => {
      const { status, headers, text } = await send({ path: '/stream' });
      expect({ status, text }).toEqual({ status: 200, text: 'data: 一\n\ndata: two\n\n' });
      expect(headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    });
  });
}

/** Asserts the shape that every error answer has. */
export function expectProblem({ status, headers, text }: WireAnswer, detail: RegExp): void {
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
  expect(headers['transfer-encoding']).toBeUndefined();
  const problem = JSON.parse(text);
  expect(problem).toMatchObject({ type: 'about:blank', status, request_id: headers['x-request-id'] });
  expect(problem.title).not.toBe('');
  expect(problem.code).toMatch(/^[a-z_0-9]+$/);
  expect(problem.detail).toMatch(detail);
}
