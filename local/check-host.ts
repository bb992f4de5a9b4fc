import type { IncomingMessage } from 'node:http';
import { InvalidRequest } from '../shared/errors.ts';

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Does a server that listens on `host` serve this machine alone? */
export const isLoopback = (host: string): boolean => loopbackHost.test(host === '::1' ? '[::1]' : host);

/**
 * Why a request may not be answered for the host that it asks for, if it may not. A server on loopback answers by loopback
 * names alone: else any page could have its own name resolved to 127.0.0.1, and read what this system holds.
 */
export function checkHost(
  { headers, httpVersion, socket }: IncomingMessage,
  onLoopback: boolean,
): InvalidRequest | undefined {
  const { host } = headers;
  if (host === undefined) {
    if (httpVersion === '1.0') return undefined;
    return new InvalidRequest('The request has no Host header, which HTTP/1.1 asks for: send Host: localhost.', {
      code: 'malformed_http',
    });
  }
  if (!onLoopback || loopbackHost.test(host)) return undefined;
  return new InvalidRequest(
    `This system listens on this machine alone, and answers as localhost, 127.0.0.1 or [::1], not as ${host.slice(0, 100)}. ` +
      `Use http://localhost:${socket.localPort}, or start it with HOST=0.0.0.0 (or an address of this machine) to be reached by other names. ` +
      'A proxy on this machine can send Host: localhost instead.',
    { code: 'wrong_host', status: 421 },
  );
}
