import { expect, test } from 'vitest';
import type { HttpEvent } from './http-event.ts';
import { refuseCrossSite } from './refuse-cross-site.ts';

const refusing = (headers: HttpEvent['headers']) => () => refuseCrossSite(headers);
const host = 'localhost:8000';

test('programs and pages of this site may change things', () => {
  for (const headers of [
    { host },
    { host, 'sec-fetch-site': 'none' },
    { host, origin: 'http://localhost:8000' },
    { host: 'example.org', origin: 'https://example.org' },
    { host: 'example.org:443', origin: 'https://example.org' },
    { host: '[::1]:8000', origin: 'http://[::1]:8000' },
    // Behind a proxy that asks for another host the browser's word holds.
    { host: 'internal', origin: 'https://example.org', 'sec-fetch-site': 'same-origin' },
  ]) {
    expect(refusing(headers), JSON.stringify(headers)).not.toThrow();
  }
});

test('pages of other hosts, ports and of none may not', () => {
  for (const headers of [
    { host, 'sec-fetch-site': 'cross-site' },
    { host, origin: 'http://evil.example' },
    { host, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' },
    { host, origin: 'http://localhost' },
    { host, origin: 'http://127.0.0.1:8000' },
    { host, origin: 'http://localhost:8000.evil.example' },
    { host, origin: 'null' },
    { host, origin: '' },
    { origin: 'http://localhost:8000' },
  ]) {
    expect(refusing(headers), JSON.stringify(headers)).toThrow(/page of another site/);
  }
});
