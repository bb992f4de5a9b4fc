import { SetupError } from '../errors.ts';

/** Does an address name a Redis server, and after it at most the number of a database? */
export function namesRedisServer(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.hostname !== '' && /^(\/\d*)?$/.test(url.pathname) && !/[?#]/.test(text);
}

/** What of the environment says which Redis is meant. */
interface RedisVariables {
  REDIS_URL?: string | undefined;
  REDIS_HOST?: string | undefined;
  REDIS_PORT: number;
  REDIS_PASSWORD?: string | undefined;
}

/** The address of the Redis to use, undefined for none; throws a SetupError where parts that are `given` name no server. */
export function redisUrlOf(variables: RedisVariables, given: object): string | undefined {
  const { REDIS_URL, REDIS_HOST, REDIS_PORT, REDIS_PASSWORD } = variables;
  if (REDIS_URL) return REDIS_URL;
  if (REDIS_HOST) return urlOfParts(REDIS_HOST, REDIS_PORT, REDIS_PASSWORD);
  const parts = ['REDIS_PORT', 'REDIS_PASSWORD'].filter((name) => name in given);
  if (!parts.length) return undefined;
  throw new SetupError(
    `${parts.join(', ')} without REDIS_HOST: no server is named. Set REDIS_HOST, or unset the others to use no Redis.`,
  );
}

function urlOfParts(host: string, port: number, password: string | undefined): string {
  const credentials = password ? `:${encodeURIComponent(password)}@` : '';
  const url = `redis://${credentials}${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (/^[^\s/@?#]+$/.test(host) && URL.canParse(url)) return url;
  throw new SetupError('REDIS_HOST must be a host name or an address, without a port.');
}
