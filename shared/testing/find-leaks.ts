import { createHash } from 'node:crypto';

/** So many characters of a secret in a row are a leak; its last four may be shown. */
const run = 10;

/** A secret that nothing but its owner has a reason to say, the same in every run; no two have ten characters in common. */
export const plantSecret = (name: string): string =>
  `sk-${createHash('sha256').update(name).digest('base64').slice(0, 20)}"&${createHash('md5').update(name).digest('base64url')}`;

/** Which of some secrets a text holds, whole or in part, as they are or encoded, with what stands around. */
export function findLeaks(text: string, secrets: Record<string, string>): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const found = writingsOf(secret).find((part) => text.includes(part));
    if (found === undefined) return [];
    const place = text.indexOf(found);
    return [`${name}: ${text.slice(Math.max(0, place - 200), place + 100)}`];
  });
}

function writingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Behind 0, 1 and 2 other bytes base64 writes the same text in three ways; at their edges they mix with what stands there.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  const forms = [secret, JSON.stringify(secret), encodeURIComponent(secret), bytes.toString('hex'), ...base64];
  return forms.flatMap((form) => Array.from({ length: form.length - run + 1 }, (_, at) => form.slice(at, at + run)));
}
