const [lf, cr] = [10, 13];

/** The length of all whole server-sent events at the beginning of `bytes`. */
export function endOfEvents(bytes: Buffer): number {
  for (let at = bytes.lastIndexOf(lf); at > 0; at = bytes.lastIndexOf(lf, at - 1)) {
    const before = bytes[at - 1] === cr ? at - 2 : at - 1;
    if (bytes[before] === lf) return at + 1;
  }
  return 0;
}

/** Whole events, one by one, each with the blank line that ends it. */
export function* eventsOf(bytes: Buffer): Generator<Buffer, void, void> {
  let start = 0;
  for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, at + 1)) {
    const next = bytes[at + 1] === cr ? at + 2 : at + 1;
    if (bytes[next] !== lf) continue;
    yield bytes.subarray(start, next + 1);
    start = next + 1;
    at = next;
  }
}

/** The data of one event; empty where it has none, as a comment. */
export function dataOf(event: Buffer): string {
  const text = event.toString().trim();
  // One line, as nearly always.
  if (text.startsWith('data:') && !text.includes('\n')) return text.slice(5).trimStart();
  return text
    .split(/\r?\n/)
    .flatMap((line) => (line.startsWith('data:') ? [line.slice(5).trim()] : []))
    .join('\n');
}
