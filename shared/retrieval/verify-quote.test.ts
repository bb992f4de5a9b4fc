import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyQuote } from './verify-quote.ts';

describe('verifying a quote', () => {
  it('finds any part of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(60), fc.nat(60), (text, a, b) => {
        const quote = text.slice(Math.min(a, b), Math.max(a, b));
        fc.pre(quote.isWellFormed() && quote.trim() !== '');
        const found = verifyQuote(quote, text);
        expect(found).toBeDefined();
        expect(text).toContain(found);
      }),
    );
  });

  it('returns the stored words where only the white space differs', () => {
    expect(verifyQuote('a  wrapped line', 'It is a\nwrapped line.')).toBe('a\nwrapped line');
    expect(verifyQuote('人工智能用于 医疗', '他说人工\n智能用于医疗。')).toBe('人工\n智能用于医疗');
    expect(verifyQuote('使用 CT 检查', '使用CT检查')).toBe('使用CT检查');
  });

  it('refuses other words, joined words and nothing', () => {
    expect(verifyQuote('therapist', 'the rapist')).toBeUndefined();
    expect(verifyQuote('the rapist', 'therapist')).toBeUndefined();
    expect(verifyQuote('人工智障', '人工智能')).toBeUndefined();
    expect(verifyQuote(' \n', 'text ')).toBeUndefined();
  });

  it('takes every character of a quote literally', () => {
    expect(verifyQuote('a.b  (c)', 'aXb (c)')).toBeUndefined();
    expect(verifyQuote('a.b  (c)*[d]\\', 'a.b (c)*[d]\\')).toBe('a.b (c)*[d]\\');
    expect(verifyQuote('a-b /c', 'x a-b\n/c')).toBe('a-b\n/c');
  });
});
