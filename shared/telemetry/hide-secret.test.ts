import { describe, expect, test } from 'vitest';
import { hideSecret } from './hide-secret.ts';

const secret = 'sk-Planted"+/=0123456789abcdefgh';
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a secret that others repeat', () => {
  test.each([
    ['as it is', secret, '***'],
    ['several times', `${secret}, ${secret}`, '***, ***'],
    ['in capitals', secret.toUpperCase(), '***'],
    ['as JSON', JSON.stringify(secret), '"***"'],
    ['in an address', encodeURIComponent(secret), '***'],
    ['in hexadecimal digits', Buffer.from(secret).toString('hex'), '***'],
    ['truncated in the middle', `${secret.slice(0, 12)}…${secret.slice(-12)}`, '***…***'],
    ['cut at the end', secret.slice(0, 20), '***'],
  ])('is hidden: %s', (_how, repeated, shown) => {
    expect(hideSecret(`Wrong key ${repeated}!`, secret)).toBe(`Wrong key ${shown}!`);
  });

  test.each(['', 'u', 'us', 'user:'])('is hidden as base64 writes it, behind %j', (before) => {
    for (const form of [base64(before + secret), Buffer.from(before + secret).toString('base64url')]) {
      const shown = hideSecret(`Basic ${form}`, secret);
      expect(shown).toMatch(/^Basic \S{0,8}\*\*\*\S{0,3}$/);
    }
  });

  test('leaves what tells little of it, and everything else', () => {
    const text = `sk-P…efgh is not known 密钥 👋🏽 İ`;
    expect(hideSecret(text, secret)).toBe(text);
  });

  test('is hidden whole where it is short', () => {
    expect(hideSecret('key k1 of k123 in base64', 'k1')).toBe('key *** of ***23 in base64');
  });
});
