/** Characters that one document may have. */
const longest = 500_000;

/** A dropped file's text; throws `not text` or `too large` where the API would refuse it. */
export async function readFile(file: File): Promise<string> {
  if (file.size > longest * 4) throw new RangeError('too large');
  const bytes = await file.arrayBuffer();
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TypeError('not text', { cause });
  }
  if (text.includes('\0')) throw new TypeError('not text');
  if (text.length > longest) throw new RangeError('too large');
  return text;
}
