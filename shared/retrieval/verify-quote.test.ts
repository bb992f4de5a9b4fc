import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyQuote } from './verify-quote.ts';

describe('verifying a quote', () => {
  it('finds any part of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(60), fc.nat(60), (text, a, b) => {
        const quote = text.slice(Math.min(a, b), Math.max(a, b));
        fc.pre(quote.isWellFormed());
        const stored = `${text} 人工智能`;
        const found = verifyQuote(`${text.slice(text.indexOf(quote))} 人工智能`, stored);
        expect(found).toBeDefined();
        expect(stored).toContain(found);
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

  it('refuses what is too short to bear anything out, however often it occurs', () => {
    const text = '人工智能，a data bias of 30.5 % (2024-01-01)。';
    for (const short of ['a', '人', '人工智', 'data', '。', '，', '30.5 %', '(2024-01-01)'])
      expect(verifyQuote(short, text)).toBeUndefined();
    expect(verifyQuote('人工智能', text)).toBe('人工智能');
    expect(verifyQuote('data bias', text)).toBe('data bias');
  });

  it('takes every character of a quote literally', () => {
    expect(verifyQuote('letter.b  (c)', 'letterXb (c)')).toBeUndefined();
    expect(verifyQuote('letters.b  (c)*[d]\\', 'letters.b (c)*[d]\\')).toBe('letters.b (c)*[d]\\');
    expect(verifyQuote('letters-b /c', 'x letters-b\n/c')).toBe('letters-b\n/c');
  });
});
