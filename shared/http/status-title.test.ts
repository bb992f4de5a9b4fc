import { STATUS_CODES } from 'node:http';
import { expect, test } from 'vitest';
import { statusTitle } from './status-title.ts';

test('titles are those of Node.js', () => {
  const known = Object.keys(STATUS_CODES).filter((status) => statusTitle(Number(status)));
  expect(known.length).toBeGreaterThan(25);
  for (const status of known) expect(statusTitle(Number(status))).toBe(STATUS_CODES[status]);
});
