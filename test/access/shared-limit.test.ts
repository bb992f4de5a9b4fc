import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openRedis } from '../../shared/access/redis-connection.ts';
import { silentLogger } from '../../shared/telemetry/logger.ts';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendRedis, redisServer } from '../../shared/testing/lend-redis.ts';

const key = 'planted-0123456789abcdef';
/** Keys that only show that a system has reached Redis. */
const warmUp = ['one', 'other'];

async function untilCounted(api: string, name: string, redisUrl: string): Promise<void> {
  const redis = openRedis({ url: redisUrl, logger: () => silentLogger });
  while (!(await redis.ask((client) => client.exists(`multi-agent:limit:key:${name}`)))) {
    const response = await fetch(`${api}/agents`, { headers: { 'x-api-key': `${name}-0123456789abcdef` } });
    await response.text();
    await delay(20);
  }
  redis.close();
}

describe.runIf(redisServer)('two systems on one Redis', () => {
  // Once more where the machine stood still: a system that has waited 200 ms for Redis counts alone, as it should.
  test('let through together what one key may send, and tell every answer what is left', { retry: 2 }, async () => {
    await using redis = await lendRedis();
    const keys = `tester:${key},${warmUp.map((name) => `${name}:${name}-0123456789abcdef`)}`;
    const environment = { REDIS_URL: redis.url, RATE_LIMIT_PER_MINUTE: '20', API_KEYS: keys };
    await using one = await lendHosts(environment);
    await using other = await lendHosts(environment);
    await untilCounted(one.url(), 'one', redis.url);
    await untilCounted(other.url(), 'other', redis.url);
    const ask = async (place: number) => {
      const url = `${(place % 2 ? one : other).url()}/agents`;
      const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
      await response.text();
      return response;
    };
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 60 }, (_, place) => ask(place)));
    // Meanwhile the limit frees one request every three seconds.
    const freed = Math.floor((performance.now() - started) / 3000);
    const passed = answers.filter(({ status }) => status === 200);
    expect(passed.length).toBeGreaterThanOrEqual(20);
    expect(passed.length).toBeLessThanOrEqual(20 + freed);
    for (const { status, headers } of answers) {
      expect(headers.get('ratelimit-policy')).toBe('"default";q=20;w=60');
      expect(headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/);
      expect([200, 429]).toContain(status);
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const left = passed.map(({ headers }) => Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]));
    expect(new Set(left).size).toBeGreaterThan(15);
    for (const host of [one, other]) expect(host.worker().output()).not.toContain(key);
  });
});
