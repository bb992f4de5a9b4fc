import { describe, expect, test } from 'vitest';
import { type AccessRules, type Admission, accessControl } from './access-control.ts';
import { parseApiKeys } from './api-keys.ts';
import { memoryRateLimiter } from './memory-rate-limiter.ts';

const key = 'alice-0123456789abcdef';
const other = 'bob-0123456789abcdef01';
const keys = parseApiKeys(`alice:${key},bob:${other}`);

/** Asks `count` times from an address; returns the last admission. */
async function ask(rules: Partial<AccessRules>, callers: { headers?: Record<string, string>; from?: string }[]) {
  const control = accessControl({ keys: [], trustedProxies: 0, ...rules });
  const admissions: (Admission | undefined)[] = [];
  for (const { headers = {}, from = '10.0.0.1' } of callers)
    admissions.push(await control?.admit({ headers, requestContext: { http: { sourceIp: from } } }));
  return admissions.map((admission) => ({
    client: admission?.client,
    headers: admission?.headers,
    status: admission?.refusal?.status ?? 200,
    refusal: admission?.refusal,
  }));
}

const limit = (perMinute: number) => ({ perMinute, limiter: memoryRateLimiter(perMinute) });

describe('access', () => {
  test('is not controlled at all without keys and limit', () => {
    expect(accessControl({ keys: [], trustedProxies: 0 })).toBeUndefined();
  });

  test.each([
    ['Authorization', { authorization: `Bearer ${key}` }],
    ['Authorization, however it is written', { authorization: `bearer  ${key} ` }],
    ['X-API-Key', { 'x-api-key': key }],
    ['X-API-Key beside an Authorization of something else', { 'x-api-key': key, authorization: 'Basic abc' }],
  ])('is given for a key in %s', async (_where, headers) => {
    expect(await ask({ keys }, [{ headers }])).toMatchObject([{ status: 200, client: 'alice', headers: {} }]);
  });

  test.each([
    ['no key', {}, 'key_required', 'Bearer realm="multi-agent-system"'],
    ['a password', { authorization: `Basic ${key}` }, 'key_required', 'Bearer realm="multi-agent-system"'],
    ['a wrong key', { authorization: 'Bearer wrong' }, 'invalid_key', expect.stringContaining('error="invalid_token"')],
    ['a wrong X-API-Key', { 'x-api-key': 'wrong' }, 'invalid_key', expect.stringContaining('error="invalid_token"')],
  ])('is refused for %s, with how to send one', async (_what, headers, code, challenge) => {
    const [answer] = await ask({ keys }, [{ headers }]);
    expect(answer?.refusal).toMatchObject({ status: 401, code, headers: { 'www-authenticate': challenge } });
    expect(answer?.refusal?.message).toMatch(/curl.*Authorization: Bearer.*PowerShell.*-Headers.*X-API-Key/);
  });

  test('without keys, one that is sent is ignored', async () => {
    const rules = { limit: limit(1) };
    const headers = { authorization: 'Bearer anything' };
    expect(await ask(rules, [{ headers }, {}])).toMatchObject([{ status: 200, client: undefined }, { status: 429 }]);
  });

  test('is limited for each key, wherever it is used; every answer tells what is left', async () => {
    const callers = [
      { headers: { 'x-api-key': key }, from: '10.0.0.1' },
      { headers: { 'x-api-key': key }, from: '10.0.0.2' },
      { headers: { 'x-api-key': key }, from: '10.0.0.3' },
      { headers: { 'x-api-key': other }, from: '10.0.0.3' },
    ];
    const answers = await ask({ keys, limit: limit(2) }, callers);
    expect(answers).toMatchObject([
      { status: 200, headers: { 'ratelimit-policy': '"default";q=2;w=60', ratelimit: '"default";r=1;t=30' } },
      { status: 200, headers: { ratelimit: '"default";r=0;t=60' } },
      { status: 429, headers: { ratelimit: '"default";r=0;t=60' } },
      { status: 200, client: 'bob' },
    ]);
    expect(answers[2]?.refusal).toMatchObject({ code: 'rate_limited', headers: { 'retry-after': '30' } });
    expect(answers[2]?.refusal?.message).toContain('30 s');
  });

  test('without a key is limited for each address, behind a proxy for the one that it tells', async () => {
    const rules = { limit: limit(1), trustedProxies: 1 };
    const from = (address: string) => ({ headers: { 'x-forwarded-for': `6.6.6.6, ${address}` } });
    expect(await ask(rules, [from('1.1.1.1'), from('1.1.1.1'), from('2.2.2.2')])).toMatchObject([
      { status: 200 },
      { status: 429 },
      { status: 200 },
    ]);
  });

  test('wrong keys use up what their address has, and lock out no right one', async () => {
    const guess = { headers: { 'x-api-key': 'guess' } };
    const right = { headers: { 'x-api-key': key } };
    expect(
      await ask({ keys, limit: limit(2) }, [guess, {}, guess, { ...guess, from: '10.0.0.2' }, right]),
    ).toMatchObject([
      { status: 401, headers: { ratelimit: '"default";r=1;t=30' } },
      { status: 401 },
      { status: 429 },
      { status: 401 },
      { status: 200 },
    ]);
  });
});
