import { SetupError } from '../errors.ts';

/** Does an address name a Redis server, and after it at most the number of a database? */
export function namesRedisServer(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.hostname !== '' && /^(\/\d*)?$/.test(url.pathname);
}

/** The address of a Redis server that is given in parts; throws a SetupError where its host is none. */
export function redisUrlOfParts(host: string, port: number, password: string | undefined): string {
  const credentials = password ? `:${encodeURIComponent(password)}@` : '';
  const url = `redis://${credentials}${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (/^[^\s/@?#]+$/.test(host) && URL.canParse(url)) return url;
  throw new SetupError('REDIS_HOST must be a host name or an address, without a port.');
}
