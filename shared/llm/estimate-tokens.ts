import { estimateTokenCount } from 'tokenx';

const nonAscii = /[^\0-\x7f]+/g;
/** Keys, hashes, base64: nothing that a tokenizer knows as a word. */
const unpronounceable = /[\w+/=-]{24,}/g;

/**
 * Tokens that a text has for today's models, rather too many than too few. tokenx alone hits English, code and JSON, but
 * counts Chinese to 0.7 of what the older tokenizers make of it, and encoded bytes to a quarter.
 */
export const estimateTokens = (text: string): number =>
  Math.ceil(
    estimateTokenCount(text) +
      0.2 * Buffer.byteLength(joined(text, nonAscii)) +
      0.7 * joined(text, unpronounceable).length,
  );

const joined = (text: string, pattern: RegExp): string => text.match(pattern)?.join('') ?? '';
