import { extractSentences } from '../retrieval/extract-sentences.ts';
import { countTerms, wordsOf } from '../retrieval/segment.ts';
import { splitBlocks } from '../retrieval/split-blocks.ts';
import { splitSentences } from '../retrieval/split-sentences.ts';
import type { TextStatistics } from './analysis-facts.ts';
import { figure } from './figures.ts';
import { numbersIn } from './numbers-in.ts';

const wordSegmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const keySentences = 5;

/** What can be counted in a text, and its central sentences by the method of `extractSentences` (biased LexRank with MMR). */
export function describeText(text: string, question: string): TextStatistics {
  const blocks = splitBlocks(text);
  const sentences = blocks.filter(({ kind }) => kind !== 'code').flatMap((block) => splitSentences(text, block));
  const characters = [...text.replace(/\s+/g, '')].length;
  const terms = [...countTerms(wordsOf(text))].filter(([term]) => /\p{L}/u.test(term) && [...term].length > 1);
  const chosen = extractSentences(question, [{ passage_id: 'text', text }], keySentences);
  return {
    characters,
    han_characters: text.match(/\p{Script=Han}/gu)?.length ?? 0,
    words: wordCount(text),
    sentences: sentences.length,
    paragraphs: blocks.length,
    characters_per_sentence: figure(characters / sentences.length),
    terms: terms
      .sort((a, b) => b[1] - a[1])
      .slice(0, 15)
      .map(([term, count]) => ({ term, count })),
    numbers: [...new Set(numbersIn(text).map((number) => number.text))].slice(0, 50),
    key_sentences: chosen.map(({ sentence }) => sentence).sort((a, b) => text.indexOf(a) - text.indexOf(b)),
  };
}

function wordCount(text: string): number {
  let words = 0;
  for (const { isWordLike } of wordSegmenter.segment(text)) if (isWordLike) words += 1;
  return words;
}
