import * as z from 'zod';

export interface WholeNumberOptions {
  least: number;
  most: number;
  /** What it is where it is left out. */
  usual: number;
  what?: string;
}

/** A whole number in a query or header: decimal digits alone, not whatever JavaScript reads as a number, such as 0x5 or 1e1. */
export function wholeNumber({ least, most, usual, what = 'a whole number' }: WholeNumberOptions) {
  const message = `must be ${what}, from ${least} to ${most}, in decimal digits`;
  return z.preprocess(
    (text) => (typeof text === 'string' && /^[0-9]+$/.test(text) ? Number(text) : text),
    z.int(message).min(least, message).max(most, message).default(usual),
  );
}
