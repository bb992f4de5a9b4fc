import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How a careless server, or a proxy before it, repeats a key in an error. */
const echoes: Record<string, (key: string) => string> = {
  verbatim: (key) => `Incorrect API key provided: ${key}. Find yours in the settings.`,
  json: (key) => `Bad header {"authorization":${JSON.stringify(`Bearer ${key}`)}}`,
  'as an address': (key) => `GET /login?token=${encodeURIComponent(key)} is needed`,
  base64: (key) => `Basic ${Buffer.from(`user:${key}`).toString('base64')} is not known`,
  hexadecimal: (key) => `key bytes ${Buffer.from(key).toString('hex')}`,
  truncated: (key) => `Incorrect API key provided: ${key.slice(0, 14)}…${key.slice(-14)}`,
  'at the cut': (key) => `${'x'.repeat(485)}${key}`,
};

const ways: Record<string, (response: ServerResponse, key: string, streamed: boolean) => void> = {
  ...Object.fromEntries(
    Object.entries(echoes).map(([way, say]) => [way, (response, key) => fail(response, 400, say(key))]),
  ),
  '401': (response, key) => fail(response, 401, echoes.verbatim?.(key) ?? ''),
  page(response, key) {
    response.writeHead(403, { 'content-type': 'text/html' });
    response.end(`<html><body>Forbidden: ${key.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}</body></html>`);
  },
  refusal(response, key) {
    const said = { refusal: `I refuse ${key}` };
    answer(response, false, { choices: [{ message: said, finish_reason: 'stop' }] });
  },
  'an error in the answer': (response, key, streamed) =>
    answer(response, streamed, { type: 'error', error: { type: 'invalid_request_error', message: `no ${key}` } }),
  headers: (response, key) =>
    fail(response, 400, 'look at the headers', {
      'x-request-id': key,
      'www-authenticate': `Bearer realm="${encodeURIComponent(key)}"`,
      'set-cookie': `key=${encodeURIComponent(key)}`,
    }),
  // Last: it opens the breakers.
  'not JSON': (response, key) => void response.writeHead(200, asJson).end(`{"key": ${key}`),
};

/** The ways in which the key of a call can come back. */
export const echoWays = Object.keys(ways);

/** In OpenAI's words: the first provider is asked no more than this. */
function answerWell(response: ServerResponse, key: string, streamed: boolean): void {
  const usage = { prompt_tokens: 7, completion_tokens: 3 };
  const choice = { index: 0, finish_reason: 'stop', [streamed ? 'delta' : 'message']: { content: '好' } };
  const body = JSON.stringify({ choices: [choice], usage });
  const type = streamed ? 'text/event-stream' : 'application/json';
  response.writeHead(200, { 'content-type': type, 'x-request-id': key });
  response.end(streamed ? `data: ${body}\n\ndata: [DONE]\n\n` : body);
}

const usual = Object.keys(echoes);

const asJson = { 'content-type': 'application/json' };

const fail = (response: ServerResponse, status: number, message: string, headers: object = {}): void =>
  void response
    .writeHead(status, { ...asJson, ...headers })
    .end(JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message } }));

function answer(response: ServerResponse, streamed: boolean, body: object): void {
  if (!streamed) response.writeHead(200, asJson).end(JSON.stringify(body));
  else
    response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end(`event: error\ndata: ${JSON.stringify(body)}\n\n`);
}

/**
 * Lends a real HTTP server in the place of every provider, which fails each call by repeating the call's key: in the way
 * that the prompt names (`echo: WAY`), else in one after another that no breaker minds. To `echo: nothing` it answers
 * well. `calls` holds the headers and the body of each request.
 */
export async function lendEchoingProvider() {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    calls.push(JSON.stringify(request.headers) + body);
    const { authorization = '', 'x-api-key': own = authorization.replace(/^Bearer /, '') } = request.headers;
    const [, wanted = usual[calls.length % usual.length] ?? ''] = /echo: ([^"\\.]+)/.exec(body) ?? [];
    (ways[wanted] ?? answerWell)(response, String(own), body.includes('"stream":true'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
