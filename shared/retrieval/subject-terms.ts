import { askingWords } from './asking-words.ts';
import { type PlacedWord, placedWords } from './segment.ts';

/** What a document has if it is on a subject: one of the telling terms, or two of all, in its text or title. */
export interface SubjectTerms {
  /** Index terms, each once. */
  all: string[];
  /** Those of them that tell the subject alone. */
  telling: string[];
}

/**
 * The index terms of what a query names: its words less those that only ask, where it has others. A Chinese word may be
 * a part of a longer name (机器 of 机器人), so it counts together with another, or with the pair of characters where the two
 * meet; a single character counts in such pairs only.
 */
export function subjectTerms(query: string): SubjectTerms {
  const words = [...placedWords(query)];
  const naming = words.filter(({ word }) => !askingWords.has(word));
  const kept = naming.length > 0 ? naming : words;
  const [han, others] = [kept.filter(isHan), kept.filter((one) => !isHan(one))];
  const parts = [...han.filter(({ word }) => [...word].length > 1).map(({ word }) => word), ...meetingPairs(han)];
  const chinese = unique(parts.length > 0 ? parts : han.map(({ word }) => word));
  const alone = unique(others.map(({ word }) => word));
  return { all: [...alone, ...chinese], telling: chinese.length > 1 ? alone : [...alone, ...chinese] };
}

const meetingPairs = (words: PlacedWord[]): string[] =>
  words.flatMap(({ word, start }, index) => {
    const before = words[index - 1];
    return before?.end === start ? [`${[...before.word].at(-1)}${[...word][0]}`] : [];
  });

const isHan = ({ word }: PlacedWord): boolean => /^\p{Script=Han}+$/u.test(word);
const unique = (terms: string[]): string[] => [...new Set(terms)];
