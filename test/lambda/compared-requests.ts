import type { WireAnswer } from '../../shared/testing/http-contract.ts';
import type { TestRequest } from '../../shared/testing/invoke.ts';

const changing = new Set(['x-request-id', 'traceparent', 'date', 'content-length']);
/** The part of an answer that is the same whenever it is asked for. */
export const stable = ({ status, headers, text }: WireAnswer) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !changing.has(name))),
  text: text
    .replaceAll(/"(request_id|time|checked_at|uptime_seconds|duration_ms|latency_ms)":("[^"]*"|[\d.]+)/g, '"$1":0')
    .replace(/"environment":\{[^}]*\}/, '"environment":{}'),
});

/** What every endpoint is asked where it runs in two ways, which must give one answer: what, and the request. */
export const requests: [string, TestRequest][] = [
  ['OPTIONS', { method: 'OPTIONS' }],
  ['a wrong method', { method: 'PATCH' }],
  ['an unknown query parameter', { query: 'nonsense=1' }],
  ['no body', { headers: { 'content-type': 'application/json' } }],
  [
    'bytes that are no UTF-8',
    { headers: { 'content-type': 'application/json' }, body: Uint8Array.from([0x7b, 0xc8, 0xcb]) },
  ],
];
