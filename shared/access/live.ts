import { config } from '../config.ts';
import { logger } from '../telemetry/logger.ts';
import { type AccessControl, accessControl } from './access-control.ts';
import { parseApiKeys } from './api-keys.ts';
import type { Cache } from './cache.ts';
import { memoryCache } from './memory-cache.ts';
import { memoryRateLimiter } from './memory-rate-limiter.ts';
import type { RateLimiter } from './rate-limit.ts';
import { redisCache } from './redis-cache.ts';
import { openRedis, type RedisConnection } from './redis-connection.ts';
import { redisRateLimiter } from './redis-rate-limiter.ts';

let redis: RedisConnection | undefined;
let control: { made: AccessControl | undefined } | undefined;
let cache: Cache | undefined;

/** This process' access control, as configured; undefined where nothing is. Throws a SetupError if a key is not valid. */
export function liveAccess(): AccessControl | undefined {
  control ??= { made: createAccess() };
  return control.made;
}

/** This process' cache: Redis where there is one, else in memory. */
export function liveCache(): Cache {
  if (!cache) {
    const connection = liveRedis();
    cache = connection ? redisCache(connection) : memoryCache();
  }
  return cache;
}

/** Does Redis answer? Undefined where this process uses none. */
export const isRedisUp = (): boolean | undefined => redis?.isUp();

function createAccess(): AccessControl | undefined {
  const { apiKeys, RATE_LIMIT_PER_MINUTE: perMinute, TRUST_PROXY: trustedProxies } = config();
  const limit = perMinute === undefined ? undefined : { perMinute, limiter: createLimiter(perMinute) };
  return accessControl({ keys: parseApiKeys(apiKeys), limit, trustedProxies });
}

function createLimiter(perMinute: number): RateLimiter {
  const connection = liveRedis();
  return connection ? redisRateLimiter(perMinute, connection) : memoryRateLimiter(perMinute);
}

function liveRedis(): RedisConnection | undefined {
  const { redisUrl } = config();
  if (!redisUrl) return undefined;
  redis ??= openRedis({ url: redisUrl, logger });
  return redis;
}
