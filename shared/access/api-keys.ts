import { createHash, timingSafeEqual } from 'node:crypto';
import { SetupError } from '../errors.ts';

/** A key that requests may carry: for whom it is, and its SHA-256. */
export interface ApiKey {
  name: string;
  sha256: Buffer;
}

const name = /^[\w.-]{1,64}$/;
const plainKey = /^[\x21-\x2b\x2d-\x7e]{16,}$/;
const hashedKey = /^sha256:([0-9a-f]{64})$/i;

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The `[name, key]` entries of a text such as `alice:KEY,bob:KEY`; commas and line breaks part them. */
export const splitApiKeys = (text: string): [name: string, key: string][] =>
  text
    .split(/[,\r\n]+/)
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => [entry.slice(0, Math.max(0, entry.indexOf(':'))), entry.slice(entry.indexOf(':') + 1)]);

/**
 * Reads `name:key` entries; a key may stand as its hash, `name:sha256:HEX`, and a name may have several keys, but no key
 * several names. Throws a SetupError that tells which entry is wrong, and quotes no key.
 */
export function parseApiKeys(text: string): ApiKey[] {
  const entries = splitApiKeys(text);
  // A slip in the setting must not open the system.
  if (text && entries.length === 0) throw new SetupError('API_KEYS holds no name:key entry.');
  const keys = entries.map(([owner, key], index): ApiKey => {
    const entry = `API_KEYS: entry ${index + 1}`;
    if (!name.test(owner)) {
      throw new SetupError(`${entry} has no valid name. Write name:key, the name of letters, digits, _ . or -.`);
    }
    if (key.includes(';')) {
      throw new SetupError(
        `${entry} has a ; in it. Commas or line breaks part entries; of a key with a ; write the hash, name:sha256:HEX.`,
      );
    }
    const [, hash] = hashedKey.exec(key) ?? [];
    if (hash) return { name: owner, sha256: Buffer.from(hash, 'hex') };
    if (/^sha256:/i.test(key))
      throw new SetupError(`${entry}: after sha256: stand the 64 hexadecimal digits of a hash.`);
    if (!plainKey.test(key)) {
      // Not even the name is quoted: where the two were swapped, it is the key.
      throw new SetupError(
        `${entry}: after its name: a key has at least 16 characters, all ASCII, without spaces and commas.`,
      );
    }
    return { name: owner, sha256: sha256(key) };
  });
  refuseShared(keys);
  return keys;
}

/** A key says for whom a request counts, and so has one name. */
function refuseShared(keys: ApiKey[]): void {
  const seen = new Map<string, { name: string; entry: number }>();
  for (const [index, key] of keys.entries()) {
    const hash = key.sha256.toString('hex');
    const first = seen.get(hash);
    if (!first) seen.set(hash, { name: key.name, entry: index + 1 });
    else if (first.name !== key.name)
      throw new SetupError(
        `API_KEYS: entry ${index + 1} has the key of entry ${first.entry} under another name. Give each name a key of its own.`,
      );
  }
}

/** The name of a key; undefined if it is none of `keys`. Takes as long for any key. */
export function nameOfKey(presented: string, keys: ApiKey[]): string | undefined {
  const hash = sha256(presented);
  let found: string | undefined;
  for (const key of keys) if (timingSafeEqual(hash, key.sha256)) found = key.name;
  return found;
}
