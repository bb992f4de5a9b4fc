import { describe, expect, test } from 'vitest';
import { accessControl } from '../access/access-control.ts';
import { parseApiKeys } from '../access/api-keys.ts';
import { memoryRateLimiter } from '../access/memory-rate-limiter.ts';
import { SetupError } from '../errors.ts';
import { type Logger, silentLogger } from '../telemetry/logger.ts';
import { expectProblem } from '../testing/http-contract.ts';
import { type TestRequest, testEvent } from '../testing/invoke.ts';
import { defineEndpoint } from './define-endpoint.ts';
import { endpointRunner } from './run-endpoint.ts';

const key = 'planted-0123456789abcdef';
const declared = {
  method: 'GET',
  path: '/things',
  tag: 'test',
  summary: 'Answers',
  response: {},
  handle: async () => ({ status: 200, body: {} }),
} as const;

/** An endpoint behind a key and a limit of two requests, and what it logs. */
function lendEndpoint(open?: boolean) {
  const endpoint = defineEndpoint(open === undefined ? declared : { ...declared, open });
  const logged: object[] = [];
  const logger: Logger = { ...silentLogger, info: (fields) => void logged.push(fields) };
  const control = accessControl({
    keys: parseApiKeys(`tester:${key}`),
    limit: { perMinute: 2, limiter: memoryRateLimiter(2) },
    trustedProxies: 0,
  });
  const run = endpointRunner(
    endpoint,
    {} as never,
    () => logger,
    () => control,
  );
  const send = async (request: TestRequest) => {
    const { statusCode, headers, body = '' } = await run(testEvent(endpoint, request));
    return { status: statusCode, headers, text: body };
  };
  return { send, logged };
}

const withKey = { headers: { authorization: `Bearer ${key}` } };

describe('an endpoint', () => {
  test('refuses who has no key before it looks at anything else', async () => {
    const answer = await lendEndpoint().send({ query: { unknown: 1 } });
    expectProblem(answer, /A key is needed/);
    expect(answer).toMatchObject({ status: 401, headers: { ratelimit: '"default";r=1;t=30' } });
  });

  test('tells what is left in good answers, in bad ones, and in the refusal', async () => {
    const { send } = lendEndpoint();
    expect(await send(withKey)).toMatchObject({ status: 200, headers: { ratelimit: '"default";r=1;t=30' } });
    expect(await send({ ...withKey, query: { unknown: 1 } })).toMatchObject({
      status: 400,
      headers: { ratelimit: '"default";r=0;t=60', 'ratelimit-policy': '"default";q=2;w=60' },
    });
    const refused = await send(withKey);
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '30' } });
    expectProblem(refused, /Too many requests/);
  });

  test("logs the key's name, and never the key", async () => {
    const { send, logged } = lendEndpoint();
    await send(withKey);
    await send({ headers: { 'x-api-key': `${key}x` } });
    expect(logged).toMatchObject([
      { client: 'tester', status: 200 },
      { client: undefined, status: 401 },
    ]);
    expect(JSON.stringify(logged)).not.toContain(key);
  });

  test('that is open asks for nothing and counts nothing; neither does OPTIONS', async () => {
    const { send } = lendEndpoint(true);
    for (let count = 0; count < 5; count++) expect((await send({})).status).toBe(200);
    const { send: sendClosed } = lendEndpoint();
    for (let count = 0; count < 5; count++) expect((await sendClosed({ method: 'OPTIONS' })).status).toBe(204);
  });

  test('lets nobody in where the keys cannot be read', async () => {
    const fail = () => {
      throw new SetupError('API_KEYS: entry 1 has no valid name.');
    };
    const run = endpointRunner(defineEndpoint(declared), {} as never, () => silentLogger, fail);
    expect((await run(testEvent(declared, withKey))).statusCode).toBe(500);
  });
});
