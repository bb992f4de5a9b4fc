/** So many characters of a secret in a row are hidden; fewer, such as its first four and its last, tell too little of it. */
const shortestRun = 8;

/**
 * A text of others without a secret that they were told: neither whole, nor a part of it, nor as JSON, an address,
 * hexadecimal digits or base64 writes it. Of a secret with less than 8 characters no parts are looked for.
 */
export function hideSecret(text: string, secret: string): string {
  const searched = lowerCase(text);
  const hidden = new Uint8Array(text.length);
  for (const form of formsOf(secret)) {
    const run = Math.min(shortestRun, form.length);
    const runs = new Set(Array.from({ length: form.length - run + 1 }, (_, at) => form.slice(at, at + run)));
    for (let at = 0; at + run <= text.length; at += 1)
      if (runs.has(searched.slice(at, at + run))) hidden.fill(1, at, at + run);
  }
  let shown = '';
  for (let at = 0; at < text.length; at += 1) {
    if (!hidden[at]) shown += text[at];
    else if (!hidden[at - 1]) shown += '***';
  }
  return shown;
}

/** As it may be written by who repeats it; encoded forms that are too short would be found in any text. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((before) => base64Within(bytes, before));
  const encoded = [JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), bytes.toString('hex'), ...base64];
  const urlSafe = base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  const forms = [...encoded, ...urlSafe].filter((form) => form.length >= shortestRun);
  return [...new Set([secret, ...forms].map(lowerCase))];
}

/** The characters of base64 that are the secret's alone where so many bytes stand before it, as `user:` does. */
function base64Within(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replaceAll('=', '');
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

/** Of ASCII letters only: the text keeps its length. */
const lowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
