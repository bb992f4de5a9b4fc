import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { silentLogger } from '../telemetry/logger.ts';
import { invokeLater } from './invoke-later.ts';
import { createNudge } from './nudge.ts';

/** A server that answers as Lambda does to an invocation. */
async function lendLambda(status: number) {
  const seen: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    request.resume().on('end', () => response.writeHead(status).end(status === 202 ? '' : '{"Type":"User"}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const aws = { region: 'eu-west-1', accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'session' };
  return {
    seen,
    aws: { ...aws, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

test('an invocation asks Lambda to call the function later, and is signed', async () => {
  await using lambda = await lendLambda(202);
  await invokeLater('agents-research-plan', lambda.aws);
  expect(lambda.seen).toMatchObject([
    {
      url: '/2015-03-31/functions/agents-research-plan/invocations',
      headers: {
        'x-amz-invocation-type': 'Event',
        'x-amz-security-token': 'session',
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-1\/lambda\/aws4_request, /,
        ),
      },
    },
  ]);
});

test('an invocation that Lambda refuses says so', async () => {
  await using lambda = await lendLambda(403);
  await expect(invokeLater('agents-research-plan', lambda.aws)).rejects.toThrow(/403 for agents-research-plan.*User/);
});

test('nudges that arrive while one is under way become one, each queue once', async () => {
  const calls: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const nudge = createNudge(
    async (queue) => {
      calls.push(queue);
      await held;
    },
    () => silentLogger,
  );
  const first = nudge.send(['a']);
  await setImmediate();
  const more = [nudge.send(['b']), nudge.send(['b', 'a']), nudge.send([])];
  release();
  await Promise.all([first, ...more]);
  expect(calls).toEqual(['a', 'b', 'a']);
});

test('a nudge that fails harms nobody', async () => {
  const nudge = createNudge(
    async () => {
      throw new Error('throttled');
    },
    () => silentLogger,
  );
  await expect(nudge.send(['a', 'b'])).resolves.toBeUndefined();
});
