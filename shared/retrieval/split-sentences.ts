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
    const stop = index + segment.length;
    if (stop < paragraph.length && abbreviation.test(paragraph.slice(Math.max(start, stop - 12), stop))) continue;
    const end = stop + closingMarks(paragraph.slice(start, stop), paragraph.slice(stop, stop + 4));
    const sentence = trim(text, { start: range.start + start, end: range.start + end });
    if (sentence.end > sentence.start) sentences.push(sentence);
    start = end;
  }
  return sentences;
}

/** Asterisks and underscores that open no emphasis: between spaces, as of a list, and within words and numbers. */
const noMarks = /(?<=^|\s)[*+-]+(?=\s)|(?<=[0-9a-z])[*_]+(?=[0-9a-z])/gi;

/** How many characters of what follows `sentence` are Markdown's marks that close an emphasis opened in it. */
function closingMarks(sentence: string, next: string): number {
  const [marks = ''] = /^(?:\*{1,3}|_{1,3}|~~)(?![*_~])/.exec(next) ?? [];
  if (!marks || /\s$/.test(sentence)) return 0;
  return sentence.replace(noMarks, '').split(marks).length % 2 === 0 ? marks.length : 0;
}
