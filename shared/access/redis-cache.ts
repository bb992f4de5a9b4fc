import type { Cache } from './cache.ts';
import type { RedisConnection } from './redis-connection.ts';

const prefix = 'multi-agent:cache:';

/** A cache that all processes on one Redis share; empty while Redis does not answer. */
export const redisCache = (redis: Pick<RedisConnection, 'ask'>): Cache => ({
  get: async (key) => (await redis.ask((client) => client.get(prefix + key))) ?? undefined,
  async set(key, value, seconds) {
    const until = performance.now() + seconds * 1000;
    // Made again after a refusal, perhaps hours later: then there is nothing left to keep.
    const left = () => Math.max(1, Math.ceil(until - performance.now()));
    await redis.ask((client) => client.set(prefix + key, value, { expiration: { type: 'PX', value: left() } }));
  },
});
