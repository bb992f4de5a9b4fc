import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../telemetry/logger.ts';
import { lendRedis, redisServer } from '../testing/lend-redis.ts';
import { memoryRateLimiter } from './memory-rate-limiter.ts';
import type { RateLimiter, Verdict } from './rate-limit.ts';
import { openRedis } from './redis-connection.ts';
import { redisRateLimiter } from './redis-rate-limiter.ts';

type Lent = { limiter: RateLimiter } & AsyncDisposable;

async function lendOnRedis(perMinute: number): Promise<Lent> {
  const server = await lendRedis();
  const redis = openRedis({ url: server.url, logger: () => silentLogger });
  while (!redis.isUp()) await delay(20);
  return {
    limiter: redisRateLimiter(perMinute, redis),
    async [Symbol.asyncDispose]() {
      redis.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const adapters: [string, (perMinute: number) => Promise<Lent>][] = [
  ['in memory', async (perMinute) => ({ limiter: memoryRateLimiter(perMinute), async [Symbol.asyncDispose]() {} })],
  [
    'on a Redis that is away',
    async (perMinute) => ({
      limiter: redisRateLimiter(perMinute, { ask: async () => undefined }),
      async [Symbol.asyncDispose]() {},
    }),
  ],
];
if (redisServer) adapters.push(['on Redis', lendOnRedis]);

describe.each(adapters)('the rate limiter %s', (_name, lend) => {
  test('lets through as many as the limit says, counts down, and then says when to come back', async () => {
    await using lent = await lend(3);
    const verdicts: Verdict[] = [];
    for (let count = 0; count < 5; count++) verdicts.push(await lent.limiter.take('one'));
    expect(verdicts.map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
      [true, 2],
      [true, 1],
      [true, 0],
      [false, 0],
      [false, 0],
    ]);
    expect(verdicts[0]).toMatchObject({ resetSeconds: 20, retryAfterSeconds: 0 });
    expect(verdicts[2]).toMatchObject({ resetSeconds: 60, retryAfterSeconds: 20 });
    expect(verdicts[4]).toMatchObject({ resetSeconds: 60, retryAfterSeconds: 20 });
  });

  test('lets through no more when all come at once', async () => {
    await using lent = await lend(7);
    const verdicts = await Promise.all(Array.from({ length: 30 }, () => lent.limiter.take('one')));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(7);
  });

  test('counts each client by itself', async () => {
    await using lent = await lend(1);
    expect(await lent.limiter.take('one')).toMatchObject({ allowed: true });
    expect(await lent.limiter.take('one')).toMatchObject({ allowed: false });
    expect(await lent.limiter.take('另一个')).toMatchObject({ allowed: true });
  });
});

describe.runIf(redisServer)('the rate limiter on Redis, where a key holds no count of its own', () => {
  test.each([
    ['a text', 'text'],
    ['a time that the window cannot reach, as after the clock was set back', String(Date.now() + 86_400_000)],
    ['no finite number', 'inf'],
  ])('counts anew: %s', async (_what, value) => {
    await using server = await lendRedis();
    const redis = openRedis({ url: server.url, logger: () => silentLogger });
    while (!redis.isUp()) await delay(20);
    await redis.ask((client) => client.set('multi-agent:limit:one', value));
    const limiter = redisRateLimiter(2, redis);
    const verdicts: Verdict[] = [];
    for (let count = 0; count < 3; count++) verdicts.push(await limiter.take('one'));
    expect(verdicts.map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
      [true, 1],
      [true, 0],
      [false, 0],
    ]);
    expect(redis.isUp()).toBe(true);
    redis.close();
  });
});

describe('the rate limiter in memory, as time goes on', () => {
  test('frees one request after another, up to the whole limit', () => {
    let time = 0;
    const limiter = memoryRateLimiter(6, () => time);
    const takeAll = () => {
      let taken = 0;
      while (limiter.take('one').allowed) taken += 1;
      return taken;
    };
    expect(takeAll()).toBe(6);
    time += 9_999;
    expect(takeAll()).toBe(0);
    time += 1;
    expect(takeAll()).toBe(1);
    time += 30_000;
    expect(takeAll()).toBe(3);
    time += 3_600_000;
    expect(takeAll()).toBe(6);
  });

  test('forgets who has been silent for longest once there are too many', () => {
    const limiter = memoryRateLimiter(1);
    for (let client = 0; client < 20_001; client++) void limiter.take(`client ${client}`);
    expect(limiter.take('client 0').allowed).toBe(true);
    expect(limiter.take('client 20000').allowed).toBe(false);
  });
});
