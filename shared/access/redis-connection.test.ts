import dns from 'node:dns';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Logger, silentLogger } from '../telemetry/logger.ts';
import { lendRedis, redisServer } from '../testing/lend-redis.ts';
import { redisCache } from './redis-cache.ts';
import { openRedis, type RedisConnection } from './redis-connection.ts';
import { redisRateLimiter } from './redis-rate-limiter.ts';

/** A logger that keeps its warnings. */
function warnings(): { logger: () => Logger; told: string[]; fields: object[] } {
  const told: string[] = [];
  const fields: object[] = [];
  const keep = (given: object, message: string) => {
    fields.push(given);
    told.push(message);
  };
  return { logger: () => ({ ...silentLogger, warn: keep, info: keep }), told, fields };
}

type Found = (error: null, addresses: { address: string; family: number }[]) => void;

/** A server that takes connections and says nothing. */
async function lendSilence() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)).resume());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    sockets,
    url: `redis://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const ping = (redis: RedisConnection) => redis.ask((client) => client.ping());
async function untilUp(redis: RedisConnection): Promise<void> {
  while (!redis.isUp()) await delay(20);
}

describe('a connection to Redis', () => {
  test('where nothing listens: answers are undefined, and one warning says so', async () => {
    const { url, ...silence } = await lendSilence();
    await silence[Symbol.asyncDispose]();
    const { logger, told } = warnings();
    const redis = openRedis({ url, logger });
    for (let count = 0; count < 100; count++) expect(await ping(redis)).toBeUndefined();
    expect(redis.isUp()).toBe(false);
    await vi.waitFor(() => expect(told).toEqual([expect.stringContaining('Redis does not answer')]), 10_000);
    redis.close();
  });

  test('where nothing is ever said: nobody but the first waits', async () => {
    await using silence = await lendSilence();
    const redis = openRedis({ url: silence.url, logger: () => silentLogger });
    expect(await ping(redis)).toBeUndefined();
    const order: string[] = [];
    const timer = new Promise((resolve) => setImmediate(resolve)).then(() => order.push('event loop'));
    await Promise.all([ping(redis).then(() => order.push('answer')), timer]);
    expect(order).toEqual(['answer', 'event loop']);
    redis.close();
  });

  test('keeps no connection that is made only after it was given up, as by a slow name server', async () => {
    await using silence = await lendSilence();
    let looked = 0;
    const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: object, found: Found) => {
      setTimeout(() => found(null, [{ address: '127.0.0.1', family: 4 }]), 2_500).unref();
      looked += 1;
    }) as typeof dns.lookup);
    onTestFinished(() => lookup.mockRestore());
    const redis = openRedis({ url: silence.url.replace('127.0.0.1', 'localhost'), logger: () => silentLogger });
    await vi.waitFor(() => expect(looked).toBe(2), 10_000);
    redis.close();
    await delay(3_000);
    expect(silence.sockets.size).toBe(0);
  });
});

describe.runIf(redisServer)('a connection to a real Redis', () => {
  test('survives a server that hangs and one that is killed, and comes back by itself', async () => {
    await using server = await lendRedis();
    const { logger, told } = warnings();
    const redis = openRedis({ url: server.url, logger });
    await untilUp(redis);
    await server.kill('SIGSTOP');
    expect(await Promise.all([ping(redis), ping(redis)])).toEqual([undefined, undefined]);
    expect(redis.isUp()).toBe(false);
    await server.kill('SIGCONT');
    await untilUp(redis);
    expect(await ping(redis)).toBe('PONG');
    await server.kill('SIGKILL');
    expect(await ping(redis)).toBeUndefined();
    await server.start();
    await untilUp(redis);
    expect(await ping(redis)).toBe('PONG');
    expect(told).toEqual([expect.stringContaining('does not answer'), 'Redis answers again']);
    redis.close();
  });

  test.each([
    ['has no memory left', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0'], 'OOM'],
    ['has become read-only', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE'], 'READONLY'],
  ])('is down for as long as the server %s, which one warning says', async (_what, refuse, relent, code) => {
    await using server = await lendRedis();
    const operator = openRedis({ url: server.url, logger: () => silentLogger });
    const { logger, told, fields } = warnings();
    const redis = openRedis({ url: server.url, logger });
    await Promise.all([untilUp(operator), untilUp(redis)]);
    expect(await operator.ask((client) => client.sendCommand(refuse))).toBe('OK');
    expect(await redis.ask((client) => client.set('key', 'value'))).toBeUndefined();
    const states = new Set<boolean>();
    for (let count = 0; count < 120; count++) {
      states.add(redis.isUp());
      expect(await ping(redis)).toBeUndefined();
      await delay(20);
    }
    expect(states).toEqual(new Set([false]));
    expect(await operator.ask((client) => client.sendCommand(relent))).toBe('OK');
    await untilUp(redis);
    expect(await redis.ask((client) => client.set('key', 'value'))).toBe('OK');
    expect(told).toEqual([expect.stringContaining('Redis refuses commands'), 'Redis answers again']);
    expect(fields[0]).toEqual({ error: expect.stringMatching(`^${code} `) });
    operator.close();
    redis.close();
  });

  test('keeps nothing for longer than it was meant to be, where it is taken only after a refusal', async () => {
    await using server = await lendRedis();
    const redis = openRedis({ url: server.url, logger: () => silentLogger });
    const operator = openRedis({ url: server.url, logger: () => silentLogger });
    await Promise.all([untilUp(operator), untilUp(redis)]);
    await operator.ask((client) => client.configSet('maxmemory', '1'));
    await redisCache(redis).set('key', 'value', 1);
    await delay(1_000);
    await operator.ask((client) => client.configSet('maxmemory', '0'));
    await untilUp(redis);
    await delay(10);
    expect(await operator.ask((client) => client.exists('multi-agent:cache:key'))).toBe(0);
    operator.close();
    redis.close();
  });

  test('stays, and answers for all other keys, where one holds what another program has left there', async () => {
    await using server = await lendRedis();
    const redis = openRedis({ url: server.url, logger: () => silentLogger });
    await untilUp(redis);
    await redis.ask((client) => client.hSet('multi-agent:limit:one', 'field', 'value'));
    const limiter = redisRateLimiter(1, redis);
    expect([await limiter.take('one'), await limiter.take('one')]).toMatchObject([
      { allowed: true },
      { allowed: false },
    ]);
    expect(redis.isUp()).toBe(true);
    expect(await ping(redis)).toBe('PONG');
    redis.close();
  });

  test('asks nothing any more once it is closed', async () => {
    await using server = await lendRedis();
    const redis = openRedis({ url: server.url, logger: () => silentLogger });
    await untilUp(redis);
    redis.close();
    expect(await ping(redis)).toBeUndefined();
  });
});
