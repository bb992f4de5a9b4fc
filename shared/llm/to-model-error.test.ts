import { describe, expect, test } from 'vitest';
import { ErrorBody } from './error-body.ts';
import { ModelError } from './model-error.ts';
import { parseRetryAfter } from './parse-retry-after.ts';
import { retryDelay } from './retry-delay.ts';
import { toModelError } from './to-model-error.ts';

const sdkError = (status: number, message = 'failed', rest: object = {}) =>
  Object.assign(new Error(message), { status, ...rest });

describe('an error of an SDK', () => {
  test.each([
    [400, 'bad_request', false],
    [401, 'authentication', false],
    [402, 'quota_exhausted', false],
    [403, 'permission_denied', false],
    [404, 'not_found', false],
    [408, 'timeout', true],
    [422, 'bad_request', false],
    [429, 'rate_limited', true],
    [500, 'server_error', true],
    [503, 'server_error', true],
    [529, 'server_error', true],
  ])('with status %i is %s, retryable: %s', (status, error_class, retryable) => {
    expect(toModelError(sdkError(status), 'key')).toMatchObject({ error_class, retryable });
  });

  test('of Anthropic is told in its words, not as the body that they came in', () => {
    const body = { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } };
    const error = toModelError(sdkError(401, `401 ${JSON.stringify(body)}`, { error: body }), 'hunter2');
    expect(error).toMatchObject({ error_class: 'authentication', message: '401 invalid x-api-key' });
  });

  test('for an empty account is not retried, although it comes as 429', () => {
    const error = toModelError(sdkError(429, 'no credit', { code: 'insufficient_quota' }), 'key');
    expect(error).toMatchObject({ error_class: 'quota_exhausted', retryable: false });
  });

  test('of a name with several addresses tells what each of them failed of', () => {
    const refused = ['::1', '127.0.0.1'].map((address) => new Error(`connect ECONNREFUSED ${address}:1`));
    const all = Object.assign(new AggregateError(refused, 'none'), { message: '' });
    const message = 'connect ECONNREFUSED ::1:1, connect ECONNREFUSED 127.0.0.1:1';
    expect(toModelError(all, 'key')).toMatchObject({ error_class: 'connection', message });
    expect(toModelError(new Error('fetch failed', { cause: all }), 'key').message).toBe(`fetch failed (${message})`);
  });

  test('without a status is a retryable connection error that tells its cause', () => {
    const error = toModelError(new Error('Connection error.', { cause: new Error('ECONNREFUSED 127.0.0.1:1') }), 'key');
    expect(error).toMatchObject({
      error_class: 'connection',
      retryable: true,
      message: 'Connection error. (ECONNREFUSED 127.0.0.1:1)',
    });
  });

  test.each([
    [{ type: 'overloaded_error', message: 'Overloaded' }, 'server_error', true],
    [{ type: 'rate_limit_error', message: 'slow down' }, 'rate_limited', true],
    [{ type: 'authentication_error', message: 'wrong key' }, 'authentication', false],
    [{ code: 'insufficient_quota', message: 'no credit' }, 'quota_exhausted', false],
    [{ code: 502, message: 'upstream' }, 'server_error', true],
    [{ type: 'invalid_request_error', message: 'no' }, 'bad_request', false],
    [{ type: 'error', error: { type: 'rate_limit_error' } }, 'rate_limited', true],
  ])('that came in a body, %j, is %s, retryable: %s', (error, error_class, retryable) => {
    expect(toModelError(new ErrorBody(error), 'key')).toMatchObject({ error_class, retryable });
  });

  test('does not repeat the key that the provider repeats', () => {
    expect(toModelError(sdkError(401, 'Incorrect API key: sk-secret-1'), 'sk-secret-1').message).toBe(
      'Incorrect API key: ***',
    );
  });

  test('is cut when it is a whole page', () => {
    expect(toModelError(sdkError(502, 'x'.repeat(10_000)), 'key').message).toHaveLength(500);
  });

  test('carries the wait that Retry-After asks for, in milliseconds', () => {
    const headers = new Headers({ 'retry-after': '7' });
    expect(toModelError(sdkError(429, 'slow down', { headers }), 'key').retry_after_ms).toBe(7000);
  });
});

test('Retry-After is read as seconds or as a date, and ignored when it is neither', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  expect(parseRetryAfter('1.5', now)).toBe(1500);
  expect(parseRetryAfter('0', now)).toBe(0);
  expect(parseRetryAfter('Sun, 22 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
  expect(parseRetryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(parseRetryAfter('soon', now)).toBeNull();
  expect(parseRetryAfter('', now)).toBeNull();
  expect(parseRetryAfter(null, now)).toBeNull();
});

describe('the wait before a retry', () => {
  const limited = (retry_after_ms: number | null) =>
    new ModelError('rate_limited', 'slow down', { retryable: true, retry_after_ms });

  test('is spread by jitter where the provider names none', () => {
    expect(retryDelay(limited(null), 1, () => 0)).toBe(250);
    expect(retryDelay(limited(null), 1, () => 1)).toBe(500);
  });

  test('is never shorter than the provider asks for', () => {
    expect(retryDelay(limited(3000), 1, () => 0)).toBe(3000);
    expect(retryDelay(limited(3000), 1, () => 1)).toBe(3250);
  });

  test('is not taken when it is too long, the error final or the retry used', () => {
    expect(retryDelay(limited(60_000), 1, () => 0)).toBeNull();
    expect(retryDelay(new ModelError('authentication', 'wrong key'), 1, () => 0)).toBeNull();
    expect(retryDelay(limited(null), 2, () => 0)).toBeNull();
  });
});
