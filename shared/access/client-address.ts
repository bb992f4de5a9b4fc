import { isIP } from 'node:net';

/**
 * The address that a request counts for. Of X-Forwarded-For only the entry is believed that the outermost of `proxies`
 * trusted proxies has written: whatever stands before it the client may have made up.
 */
export function clientAddress(sourceIp: string | undefined, forwardedFor: string | undefined, proxies: number): string {
  const source = sourceIp || 'unknown';
  if (proxies === 0 || !forwardedFor) return networkOf(source);
  const told = withoutPort(forwardedFor.split(',').at(-proxies)?.trim() ?? '');
  return networkOf(isIP(told) ? told : source);
}

/** Some proxies write the client's port as well, which is another with each connection. */
const withoutPort = (told: string): string =>
  /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(told)?.[1] ?? /^\[(.+)\](:\d+)?$/.exec(told)?.[1] ?? told;

/** IPv6 counts by its /64, which one client has to itself; IPv4 in IPv6 as IPv4. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (isIP(address) !== 6) return address;
  const [before = '', after = ''] = address.split('::');
  const start = before ? before.split(':') : [];
  const missing = address.includes('::') ? 8 - start.length - (after ? after.split(':').length : 0) : 0;
  const groups = [...start, ...Array<string>(Math.max(0, missing)).fill('0'), ...after.split(':')];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
