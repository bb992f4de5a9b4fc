import { memoryRateLimiter } from './memory-rate-limiter.ts';
import { type RateLimiter, verdictOf, windowMilliseconds } from './rate-limit.ts';
import type { RedisConnection } from './redis-connection.ts';

/**
 * What `memoryRateLimiter` does, in one step at the server and by its clock. Nobody is ahead by more than the window:
 * such a count is from before the clock was set back, or another program's, and begins anew.
 */
const script = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local window, interval = tonumber(ARGV[1]), tonumber(ARGV[2])
local before = math.max(0, (tonumber(redis.call('GET', KEYS[1]) or now) or now) - now)
if before > window + 1 then before = 0 end
if before + interval > window + 0.001 then return {0, string.format('%.3f', before)} end
local ahead = before + interval
redis.call('SET', KEYS[1], string.format('%.3f', now + ahead), 'PX', math.ceil(ahead))
return {1, string.format('%.3f', ahead)}`;

/** Limits by the count of all processes on one Redis; by this process' own while Redis does not answer. */
export function redisRateLimiter(perMinute: number, redis: Pick<RedisConnection, 'ask'>): RateLimiter {
  const own = memoryRateLimiter(perMinute);
  const limits = [String(windowMilliseconds), String(windowMilliseconds / perMinute)];
  return {
    async take(client) {
      const keys = [`multi-agent:limit:${client}`];
      const reply = await redis.ask((server) => server.eval(script, { keys, arguments: limits }));
      if (!Array.isArray(reply)) return own.take(client);
      const [allowed, ahead] = reply;
      return verdictOf(allowed === 1, Number(ahead), perMinute);
    },
  };
}
