/** Makes idempotency keys: the same one for the same text, again and again, another for another. */
export function requestKey(): (text: string) => string {
  let known = { text: '', key: '' };
  return (text) => {
    if (known.text !== text) known = { text, key: randomKey() };
    return known.key;
  };
}

/** Not by randomUUID, which browsers only have on https and on this machine. */
const randomKey = (): string =>
  `console-${[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
