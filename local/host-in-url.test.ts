import { expect, test } from 'vitest';
import { hostInUrl } from './host-in-url.ts';

test('a host is named so that a client of this machine can reach it', () => {
  expect(['127.0.0.1', 'localhost', '::1', '0.0.0.0', '::'].map(hostInUrl)).toEqual([
    '127.0.0.1',
    'localhost',
    '[::1]',
    '127.0.0.1',
    '[::1]',
  ]);
});
