import { expect, test } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import { en } from '../text/en.ts';
import { zh } from '../text/zh.ts';
import { errorNotice } from './error-title.ts';

test('a notice says in the page’s language what went wrong, with the server’s own words', () => {
  const conflict = new ApiError(409, { detail: 'It has ended.' });
  expect(errorNotice(conflict, zh)).toBe('当前状态不允许此操作。 It has ended.');
  expect(errorNotice(new ApiError(418, { detail: 'Tea.' }), en)).toBe('This did not work. Tea.');
});

test('where nothing answered, a notice asks to try again: it is not tried by itself', () => {
  expect(errorNotice(new ApiError(0, {}), en)).toBe('The server does not answer. Try again when it does.');
  expect(errorNotice(new ApiError(0, {}), zh)).not.toContain('HTTP');
});
