import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { postBytes } from './post-bytes.ts';

const patient = new AbortController().signal;

async function lendServer(answer: RequestListener): Promise<URL> {
  const server = createServer(answer);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/push?a=1`);
}

test('an answer of any status is given with its body', async () => {
  const url = await lendServer(async (request, response) => {
    response.writeHead(410).end(`${request.method} ${request.url} ${await text(request)}`);
  });
  const response = await postBytes(url, { 'content-type': 'text/plain' }, Buffer.from('指标'), patient);
  expect(response.statusCode).toBe(410);
  expect(await text(response)).toBe('POST /push?a=1 指标');
});

test('an abort rejects with its reason, before the answer and before the request', async () => {
  const asked = Promise.withResolvers<void>();
  const url = await lendServer(() => asked.resolve());
  const stop = new AbortController();
  const answer = postBytes(url, {}, Buffer.from('x'), stop.signal);
  await asked.promise;
  const reason = new Error('too late');
  stop.abort(reason);
  await expect(answer).rejects.toBe(reason);
  await expect(postBytes(url, {}, Buffer.from('x'), stop.signal)).rejects.toBe(reason);
});

test('an abort once the answer has begun breaks its body off, and nothing else', async () => {
  const url = await lendServer((_, response) => response.write('begun'));
  const stop = new AbortController();
  const response = await postBytes(url, {}, Buffer.from('x'), stop.signal);
  const body = text(response);
  stop.abort(new Error('enough'));
  await expect(body).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('an abort while the rest of an answer is thrown away is no error of its connection, which would end the process', async () => {
  const failures: unknown[] = [];
  const note = (error: unknown) => failures.push(error);
  process.prependListener('uncaughtException', note);
  onTestFinished(() => void process.off('uncaughtException', note));
  const url = await lendServer((_, response) => response.end('all of it'));
  const stop = new AbortController();
  const response = await postBytes(url, {}, Buffer.from('x'), stop.signal);
  await response.iterator({ destroyOnReturn: false }).next();
  response.resume();
  await Promise.resolve();
  stop.abort(new Error('enough'));
  await once(response, 'close');
  expect(failures).toEqual([]);
});

test('a refused connection rejects with what the system says', async () => {
  const url = await lendServer(() => undefined);
  const refusing = new URL(url);
  refusing.port = '1';
  await expect(postBytes(refusing, {}, Buffer.from('x'), patient)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
