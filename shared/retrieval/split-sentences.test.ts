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

  it.each([
    ['**安全第一。** 需要消防。**必须监控！**然后', ['**安全第一。**', '需要消防。', '**必须监控！**', '然后']],
    ['很好。**第二句**也好。*完*', ['很好。', '**第二句**也好。', '*完*']],
    [
      '**They cost a lot.** They *last long!* __Spin slowly.__',
      ['**They cost a lot.**', 'They *last long!*', '__Spin slowly.__'],
    ],
    ['It is *old, etc.* and good. Yes.', ['It is *old, etc.* and good.', 'Yes.']],
    ['* 项目。*强调*在此。', ['* 项目。', '*强调*在此。']],
    ['价格为 3*5 元。*注意*：不含税。', ['价格为 3*5 元。', '*注意*：不含税。']],
    ['All *.ts files are read. *Then* they run.', ['All *.ts files are read.', '*Then* they run.']],
    ['***甲。*** ~~乙。~~丙', ['***甲。***', '~~乙。~~', '丙']],
  ])('gives the sentences of %j the marks that close their emphasis, and no others', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
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
