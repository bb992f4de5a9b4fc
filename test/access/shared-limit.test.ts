import { describe, expect, test } from 'vitest';
import { lendHosts } from '../../shared/testing/lend-hosts.ts';
import { lendRedis, redisServer } from '../../shared/testing/lend-redis.ts';

const key = 'planted-0123456789abcdef';

describe.runIf(redisServer)('two systems on one Redis', () => {
  test('let through together what one key may send, and tell every answer what is left', async () => {
    await using redis = await lendRedis();
    const environment = { REDIS_URL: redis.url, RATE_LIMIT_PER_MINUTE: '20', API_KEYS: `tester:${key}` };
    await using one = await lendHosts(environment);
    await using other = await lendHosts(environment);
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
