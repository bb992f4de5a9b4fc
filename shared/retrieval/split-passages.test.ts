import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from './split-blocks.ts';
import { splitPassages } from './split-passages.ts';

const part = fc.constantFrom(
  '# 标题\n',
  '## Heading\n\n',
  '人工智能在医疗领域的应用。',
  'One sentence here. ',
  '\n\n',
  '\n',
  '- item\n',
  '```\ncode\n\nmore\n```\n',
  '很长'.repeat(500),
  'word '.repeat(300),
  '😀'.repeat(450),
  'x'.repeat(1700),
  '  ',
  '\t',
  '“引文。”',
  '？',
);
const text = fc.oneof(
  fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const passagesOf = (content: string) => splitPassages(content).map(({ start, end }) => content.slice(start, end));

describe('splitting a text into passages', () => {
  it('keeps all of the text but white space, in order, in pieces within the limit that cut no character', () => {
    fc.assert(
      fc.property(text, (content) => {
        let last = 0;
        for (const { start, end } of splitPassages(content)) {
          const passage = content.slice(start, end);
          expect(content.slice(last, start).trim()).toBe('');
          expect(passage).not.toBe('');
          expect(passage.trim()).toBe(passage);
          expect(columnsOf(passage)).toBeLessThanOrEqual(800);
          expect(passage.isWellFormed()).toBe(content.isWellFormed() || passage.isWellFormed());
          last = end;
        }
        expect(content.slice(last).trim()).toBe('');
      }),
    );
  });

  it('begins a passage at each heading, and keeps headings that follow one another with their text', () => {
    expect(passagesOf('# A\n\n## B\n\nText of B.\n\n## C\n\nText of C.')).toEqual([
      '# A\n\n## B\n\nText of B.',
      '## C\n\nText of C.',
    ]);
  });

  it('cuts a long paragraph between sentences', () => {
    const sentence = `${'人工智能可以帮助医生阅片'.repeat(10)}。`;
    const passages = passagesOf(sentence.repeat(12));
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.every((passage) => passage.endsWith('。'))).toBe(true);
  });

  it('takes a hash sign in code for no heading', () => {
    expect(passagesOf('Text.\n\n```\n# comment\n\nmore\n```')).toHaveLength(1);
  });
});
