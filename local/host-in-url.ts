import { isIPv6 } from 'node:net';

const everyAddress: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** How a client on this machine names a host in a URL: a server that listens on every address, by loopback. */
export function hostInUrl(host: string): string {
  const name = everyAddress[host] ?? host;
  return isIPv6(name) ? `[${name}]` : name;
}
