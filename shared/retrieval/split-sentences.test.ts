import { describe, expect, it } from 'vitest';
import { splitBlocks } from './split-blocks.ts';
import { splitSentences } from './split-sentences.ts';

const sentencesOf = (text: string) =>
  splitBlocks(text).flatMap((block) => splitSentences(text, block).map(({ start, end }) => text.slice(start, end)));

describe('splitting a text into sentences', () => {
  it('ends them at Chinese and English marks, with the closing quotation marks', () => {
    expect(sentencesOf('他说：“很好。”然后走了！Is it so? Yes.')).toEqual([
      '他说：“很好。”',
      '然后走了！',
      'Is it so?',
      'Yes.',
    ]);
  });

  it('does not end them after abbreviations, initials and decimal points', () => {
    const text = 'Dr. Smith saw Prof. J. Wu, e.g. on 3.5 days. Then he left.';
    expect(sentencesOf(text)).toEqual(['Dr. Smith saw Prof. J. Wu, e.g. on 3.5 days.', 'Then he left.']);
  });

  it('joins wrapped lines and parts list items, headings and short lines', () => {
    const wrapped = 'This sentence was wrapped by an editor at a column of\nsome sixty letters.';
    expect(sentencesOf(`Title\n${wrapped}\n- first item\n- second item`)).toEqual([
      'Title',
      wrapped,
      '- first item',
      '- second item',
    ]);
  });
});
