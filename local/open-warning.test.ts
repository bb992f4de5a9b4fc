import { expect, test } from 'vitest';
import { openWarning } from './open-warning.ts';

test.each(['0.0.0.0', '::', '192.168.1.7', 'example.org', '127.0.0.1.example.org'])(
  'a system without keys warns on %s, one with keys does not',
  (host) => {
    expect(openWarning(host, '')).toMatch(/API_KEYS/);
    expect(openWarning(host, 'alice:key')).toBeUndefined();
  },
);

test.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('nobody else reaches %s: no warning', (host) => {
  expect(openWarning(host, '')).toBeUndefined();
});
