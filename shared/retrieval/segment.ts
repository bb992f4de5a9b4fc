import { singularOf } from './singular-of.ts';
import { stopWords } from './stop-words.ts';

const wordSegmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const hanRuns = /\p{Script=Han}+/gu;
const hanOnly = /^\p{Script=Han}+$/u;
const hanPair = /^\p{Script=Han}{2}$/u;

/** A longer word (a hash, a base64 line) is cut: an index entry has a limit. */
const longestTerm = 64;

/**
 * The terms that a text is indexed under, repeated as they occur: words (English ones in the singular), and pairs of neighbouring Chinese characters,
 * which find what the word boundaries of text and query disagree on.
 */
export function indexTerms(text: string): string[] {
  const normal = normalise(text);
  // A word of two characters is one of the pairs already.
  return [...words(normal).filter((word) => !hanPair.test(word)), ...pairs(normal)];
}

/**
 * The terms that a query is searched by. Everything in it counts twice: Chinese as words and as pairs, other words by
 * repetition, so that in mixed text neither language outweighs the other.
 */
export function queryTerms(text: string): string[] {
  const normal = normalise(text);
  const found = words(normal);
  return [...found, ...found.filter((word) => !hanOnly.test(word)), ...pairs(normal)];
}

/** The words of a text alone, repeated as they occur: what sentences are compared by. */
export const wordsOf = (text: string): string[] => words(normalise(text));

/** A word in the form in which it is indexed, and where it stands in the folded text. */
export interface PlacedWord {
  word: string;
  start: number;
  end: number;
}

/** The words of a text with their places, so that neighbours can be told. */
export const placedWords = (text: string): Generator<PlacedWord> => wordsIn(normalise(text));

/** How often each term occurs. */
export function countTerms(terms: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

const normalise = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll('’', "'");

const words = (normal: string): string[] => [...wordsIn(normal)].map(({ word }) => word);

function* wordsIn(normal: string): Generator<PlacedWord> {
  for (const { segment, index, isWordLike } of wordSegmenter.segment(normal)) {
    if (!isWordLike || stopWords.has(segment)) continue;
    const word = segment.length > longestTerm ? cut(segment) : singularOf(segment);
    yield { word, start: index, end: index + segment.length };
  }
}

function pairs(normal: string): string[] {
  return (normal.match(hanRuns) ?? []).flatMap((run) => {
    const characters = [...run];
    return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  });
}

const cut = (word: string) => [...word].slice(0, longestTerm).join('');
