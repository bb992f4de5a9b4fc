import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { writeResult } from './write-result.ts';

const never = new AbortController().signal;

test("a stream's first piece is sent with the headers before the stream is asked for the next one", async () => {
  const sent: [corked: number | undefined, bytes: number | undefined][] = [];
  await using server = createServer(async (_, response) => {
    const tell = () => sent.push([response.socket?.writableCorked, response.socket?.bytesWritten]);
    async function* pieces() {
      tell();
      yield 'one';
      tell();
      yield 'two';
    }
    // As after the handler, which is always waited for.
    await Promise.resolve();
    await writeResult(response, { statusCode: 200, headers: {}, stream: pieces() }, never);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [answer] = (await once(get({ port: (server.address() as AddressInfo).port, agent: false }), 'response')) as [
    IncomingMessage,
  ];
  expect(await text(answer)).toBe('onetwo');
  const [[corkedBefore] = [], [corkedAfter, bytes = 0] = []] = sent;
  expect([corkedBefore, corkedAfter]).toEqual([1, 0]);
  expect(bytes).toBeGreaterThan('one'.length);
});
