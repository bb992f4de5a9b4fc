import type { HttpEvent } from '../http/http-event.ts';
import { contractFunctions } from './contract-endpoints.ts';
import type { WireRequest } from './http-contract.ts';
import { testEvent } from './invoke.ts';

/** The contract's function that a request is for, preferably the one that has its method, and the event that it gets. */
export function contractEvent(request: WireRequest): {
  called: (typeof contractFunctions)[number];
  event: HttpEvent;
} {
  const { method = 'GET', path: url, headers = {}, body } = request;
  const [path = '', query = ''] = url.split('?');
  const matches = contractFunctions.flatMap((called) => {
    const pattern = new RegExp(`^${called.endpoint.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const found = pattern.exec(path);
    return found ? [{ called, params: decoded(found.groups ?? {}) }] : [];
  });
  const match = matches.find(({ called }) => called.endpoint.method === method) ?? matches[0];
  if (!match) throw new Error(`no function for ${path}`);
  const { called, params } = match;
  const given = { method, path, query, params, headers, ...(body === undefined ? {} : { body }) };
  return { called, event: testEvent(called.endpoint, given) };
}

const decoded = (groups: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
