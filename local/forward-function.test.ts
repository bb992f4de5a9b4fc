import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractFunctions } from '../shared/testing/contract-endpoints.ts';
import {
  describeHttpContract,
  expectProblem,
  type WireAnswer,
  type WireRequest,
} from '../shared/testing/http-contract.ts';
import { type RunningApi, startApi } from './api.ts';
import { forwardFunction } from './forward-function.ts';

/** Answers an invocation as the emulator does: a result in JSON, or a prelude, eight NULs and the body as it comes. */
const images = createServer(async (request, response) => {
  const [, name] = /^\/([\w-]+)\/2015-03-31\/functions\/function\/invocations$/.exec(request.url ?? '') ?? [];
  const called = contractFunctions.find((one) => one.name === name);
  const event = JSON.parse((await buffer(request)).toString());
  if (event.headers['x-answer']) return fail(response, event.headers['x-answer']);
  if (!called) return response.writeHead(404).end();
  const { stream, body = '', ...prelude } = await called.handler(event, { functionName: called.name });
  if (called.name !== 'stream') return response.end(JSON.stringify({ ...prelude, body }));
  response.write(`${JSON.stringify(prelude)}\0\0\0`);
  // Chunks end where they like: within the mark, and within a character.
  response.write('\0\0\0\0\0');
  for await (const text of stream ?? [body]) for (const byte of Buffer.from(text)) response.write(Uint8Array.of(byte));
  response.end();
});

function fail(response: ServerResponse, how: string): void {
  if (how === 'error') response.setHeader('x-amz-function-error', 'Unhandled').end('{"errorMessage":"hunter2"}');
  if (how === 'broken') response.destroy();
  if (how === 'nonsense') response.end('no JSON');
}

let api: RunningApi;
beforeAll(async () => {
  images.listen(0, '127.0.0.1');
  await once(images, 'listening');
  const address = `http://127.0.0.1:${(images.address() as AddressInfo).port}/{name}`;
  const functions = contractFunctions.map((one) => forwardFunction(one, address));
  api = await startApi({ host: '127.0.0.1', port: 0, functions });
});
afterAll(async () => {
  await api.close();
  images.close().closeAllConnections();
});

async function send({ path, body, ...request }: WireRequest): Promise<WireAnswer> {
  const sent = typeof body === 'string' ? Buffer.from(body) : (body ?? null);
  const response = await fetch(api.url + path, { ...request, body: sent });
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

describeHttpContract('the local server that forwards', send);

describe('the local server that forwards', () => {
  test.each([
    ['fails', 'error', 502, /function read-page failed/],
    ['breaks off', 'broken', 503, /read-page cannot be reached.*Try again/],
    ['answers nonsense', 'nonsense', 502, /read-page gave no answer/],
  ])('says so where a function %s, and tells nothing of its inside', async (_what, how, status, detail) => {
    const answer = await send({ path: '/page', headers: { 'x-answer': how } });
    expect(answer.status).toBe(status);
    expectProblem(answer, detail);
    expect(answer.text).not.toContain('hunter2');
  });

  test('gives refusals of functions that stream with their length', async () => {
    const answer = await send({ path: '/stream?unknown=1' });
    expect(answer.status).toBe(400);
    expectProblem(answer, /unknown/);
  });
});
