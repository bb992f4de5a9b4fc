import { AppError } from '../errors.ts';
import type { HttpEvent } from './http-event.ts';

/**
 * Throws a 403 where a browser sends a change for a page of another site: any page that a user opens could send one to a
 * system on the user's machine. Browsers that say where a request comes from are believed, others send the page's origin,
 * which must be of the host that is asked. Programs send neither.
 */
export function refuseCrossSite({ origin, host, 'sec-fetch-site': site }: HttpEvent['headers']): void {
  if (site === 'same-origin') return;
  if (site !== 'cross-site' && (origin === undefined || isOf(origin, host))) return;
  throw new AppError(
    'cross_site_request',
    403,
    'A page of another site cannot change anything here. Send the request from a program or from this site. ' +
      'A proxy in front of this system must pass on the Host header that it was sent.',
  );
}

function isOf(origin: string, host: string | undefined): boolean {
  const url = URL.parse(origin);
  // Through URL, so that a default port may be named or not.
  return url !== null && url.host !== '' && url.host === URL.parse(`${url.protocol}//${host}`)?.host;
}
