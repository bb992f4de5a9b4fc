import { type Range, trim } from './split-blocks.ts';

const sentenceSegmenter = new Intl.Segmenter('zh', { granularity: 'sentence' });

/** After these, and after a single capital letter, a full stop does not end an English sentence. */
const abbreviation =
  /(^|[\s(])(dr|mr|mrs|ms|prof|st|vs|etc|fig|figs|no|vol|al|inc|ltd|co|approx|e\.g|i\.e|cf|[A-Z])\.\s*$/i;

/** The sentences of one paragraph (`range` of `text`), in order and without the white space between them; line breaks do not end one. */
export function splitSentences(text: string, range: Range): Range[] {
  const paragraph = text.slice(range.start, range.end).replaceAll(/[\n\r\u2028\u2029]/g, ' ');
  const sentences: Range[] = [];
  let start = 0;
  for (const { index, segment } of sentenceSegmenter.segment(paragraph)) {
    const end = index + segment.length;
    if (end < paragraph.length && abbreviation.test(paragraph.slice(Math.max(start, end - 12), end))) continue;
    const sentence = trim(text, { start: range.start + start, end: range.start + end });
    if (sentence.end > sentence.start) sentences.push(sentence);
    start = end;
  }
  return sentences;
}
