import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../telemetry/logger.ts';
import { lendRedis, redisServer } from '../testing/lend-redis.ts';
import type { Cache } from './cache.ts';
import { memoryCache } from './memory-cache.ts';
import { redisCache } from './redis-cache.ts';
import { openRedis } from './redis-connection.ts';

type Lent = { cache: Cache } & AsyncDisposable;

async function lendOnRedis(): Promise<Lent> {
  const server = await lendRedis();
  const redis = openRedis({ url: server.url, logger: () => silentLogger });
  while (!redis.isUp()) await delay(20);
  return {
    cache: redisCache(redis),
    async [Symbol.asyncDispose]() {
      redis.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const adapters: [string, () => Promise<Lent>][] = [
  ['in memory', async () => ({ cache: memoryCache(), async [Symbol.asyncDispose]() {} })],
];
if (redisServer) adapters.push(['on Redis', lendOnRedis]);

describe.each(adapters)('the cache %s', (_name, lend) => {
  test('gives what was set last, and nothing else', async () => {
    await using lent = await lend();
    await lent.cache.set('键', 'first', 60);
    await lent.cache.set('键', '人工智能 😀\0', 60);
    await lent.cache.set('empty', '', 60);
    expect(await lent.cache.get('键')).toBe('人工智能 😀\0');
    expect(await lent.cache.get('empty')).toBe('');
    expect(await lent.cache.get('other')).toBeUndefined();
  });

  test('forgets when the time is over', async () => {
    await using lent = await lend();
    await lent.cache.set('short', 'value', 1);
    await lent.cache.set('long', 'value', 60);
    while ((await lent.cache.get('short')) !== undefined) await delay(50);
    expect(await lent.cache.get('long')).toBe('value');
  });
});

describe('the cache in memory', () => {
  test('forgets by the clock, not before', async () => {
    let time = 0;
    const cache = memoryCache(100, () => time);
    await cache.set('a', 'value', 10);
    time = 9_999;
    expect(await cache.get('a')).toBe('value');
    time = 10_000;
    expect(await cache.get('a')).toBeUndefined();
  });

  test('keeps to its capacity: what was not used for longest goes, what does not fit at all is not kept', async () => {
    const cache = memoryCache(20);
    for (const key of ['a', 'b']) await cache.set(key, '123456789', 60);
    await cache.get('a');
    await cache.set('c', '123456789', 60);
    await cache.set('d', 'x'.repeat(20), 60);
    const kept = await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(key)));
    expect(kept).toEqual(['123456789', undefined, '123456789', undefined]);
  });

  test('counts a value that takes the place of another once', async () => {
    const cache = memoryCache(20);
    for (let turn = 0; turn < 9; turn++) await cache.set('a', '123456789', 60);
    await cache.set('b', '123456789', 60);
    expect(await cache.get('a')).toBe('123456789');
  });
});
