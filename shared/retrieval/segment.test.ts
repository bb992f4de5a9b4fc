import { describe, expect, it } from 'vitest';
import { indexTerms, queryTerms, wordsOf } from './segment.ts';

describe('segmentation', () => {
  it('finds Chinese words and the pairs of neighbouring characters', () => {
    expect(indexTerms('人工智能')).toEqual(expect.arrayContaining(['人工', '工智', '智能']));
  });

  it('does not pair characters across other text', () => {
    expect(indexTerms('肺，癌')).not.toContain('肺癌');
  });

  it('folds case and width, so that full-width letters are the same', () => {
    expect(indexTerms('ＣＴ扫描')).toContain('ct');
    expect(queryTerms('ct')).toContain('ct');
  });

  it('has English plurals and singulars meet', () => {
    for (const [many, one] of [
      ['workers', 'worker'],
      ['queries', 'query'],
      ['images', 'image'],
      ['tasks’', 'task'],
    ] as const) {
      expect(indexTerms(many)).toEqual(queryTerms(one).slice(0, 1));
    }
    expect(indexTerms('analysis class virus')).toEqual(['analysi', 'class', 'virus']);
  });

  it('leaves out words that every text has', () => {
    expect(wordsOf('The state of the task 和 的')).toEqual(['state', 'task']);
  });

  it('counts each language twice in a query', () => {
    expect(queryTerms('GPT 医疗').sort()).toEqual(['gpt', 'gpt', '医疗', '医疗']);
  });

  it('cuts a word that is too long for an index, alike in text and query, never within a character', () => {
    const word = '𝒳y'.normalize('NFC').repeat(3000);
    expect(queryTerms(word)).toContain(indexTerms(word)[0]);
    expect(indexTerms('a'.repeat(100_000))[0]).toHaveLength(64);
    expect(indexTerms('𐐷'.repeat(100)).every((term) => term.isWellFormed())).toBe(true);
  });
});
