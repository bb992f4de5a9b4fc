import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SetupError } from '../errors.ts';
import { nameOfKey, parseApiKeys } from './api-keys.ts';

const alice = 'alice-0123456789abcdef';
const bob = 'bob:0123456789abcdef';
const hashed = createHash('sha256').update('carol-0123456789abcdef').digest('hex');

describe('API keys', () => {
  const keys = parseApiKeys(`alice:${alice}, bob:${bob}\r\n\ncarol:sha256:${hashed}\nalice:alice-another-key-0123`);

  test('are known by the name that they were given, several to a name', () => {
    expect(nameOfKey(alice, keys)).toBe('alice');
    expect(nameOfKey('alice-another-key-0123', keys)).toBe('alice');
    expect(nameOfKey(bob, keys)).toBe('bob');
    expect(nameOfKey('carol-0123456789abcdef', keys)).toBe('carol');
  });

  test.each(['', alice.slice(0, -1), `${alice} `, 'alice', hashed, `sha256:${hashed}`])('do not include %j', (other) =>
    expect(nameOfKey(other, keys)).toBeUndefined(),
  );

  test('are kept as hashes only', () => {
    expect(JSON.stringify(keys.map((key) => ({ ...key, text: key.sha256.toString('utf8') })))).not.toContain('0123');
  });

  test('may be given twice for one name, as by API_KEYS and its file', () =>
    expect(nameOfKey(alice, parseApiKeys(`alice:${alice}\nalice:${alice}`))).toBe('alice'));

  test('of any characters are known by their hashes', () => {
    const hash = createHash('sha256').update('dora;0123456789,abcdef').digest('hex');
    expect(nameOfKey('dora;0123456789,abcdef', parseApiKeys(`dora:sha256:${hash}`))).toBe('dora');
  });

  test('none at all is no key', () => expect(parseApiKeys('')).toEqual([]));

  test.each([
    ['no name', `alice:${alice},secret-0123456789abcdef`, /entry 2 has no valid name.*name:key/],
    ['a strange name', 'al ice:secret-0123456789abcdef', /entry 1 has no valid name/],
    ['a short key', 'bob:secret-01234567', /entry 1: .*at least 16 characters/],
    ['a key of other characters', 'bob:secret 密钥 0123456789', /entry 1: .*ASCII/],
    ['name and key swapped', 'secret-0123456789abcdef:alice', /entry 1: /],
    ['no hash', 'bob:sha256:', /entry 1: /],
    ['a hash that lacks a digit', `bob:sha256:${hashed.slice(1)}`, /entry 1: .*sha256: .*64 hexadecimal digits/],
    ['nothing but commas', ',,\n', /no name:key entry/],
    ['; between entries', `alice:${alice};bob:secret-0123456789abcdef`, /entry 1 has a ; .*Commas or line breaks part/],
    ['; after an entry', `alice:sha256:${hashed};\nbob:${bob};`, /entry 1 has a ; .*the hash, name:sha256:HEX/],
    ['one key under two names', `alice:${alice},bob:${bob}\ncarol:${alice}`, /entry 3 has the key of entry 1 under/],
    ['one key under two names, once as its hash', `a:sha256:${hashed},b:carol-0123456789abcdef`, /entry 2 has .* 1 /],
  ])('with %s are refused without showing any of it', (_what, text, message) => {
    expect(() => parseApiKeys(text)).toThrow(SetupError);
    expect(() => parseApiKeys(text)).toThrow(message);
    expect(() => parseApiKeys(text)).not.toThrow(/secret/);
  });
});
