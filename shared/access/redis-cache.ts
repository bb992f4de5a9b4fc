import type { Cache } from './cache.ts';
import type { RedisConnection } from './redis-connection.ts';

const prefix = 'multi-agent:cache:';

/** A cache that all processes on one Redis share; empty while Redis does not answer. */
export const redisCache = (redis: Pick<RedisConnection, 'ask'>): Cache => ({
  get: async (key) => (await redis.ask((client) => client.get(prefix + key))) ?? undefined,
  async set(key, value, seconds) {
    await redis.ask((client) => client.set(prefix + key, value, { expiration: { type: 'EX', value: seconds } }));
  },
});
