import { columnsOf, splitBlocks, trim } from './split-blocks.ts';
import { splitSentences } from './split-sentences.ts';

/** A sentence of a passage, and which passage. */
export interface PassageSentence {
  passage_id: string;
  /** An exact part of the passage's text. */
  sentence: string;
}

const shortest = 16;
const longest = 400;
const marker = /^(?:[-*+•>]|\d{1,3}[.)、])\s+/u;
const statementEnd = /[.!。！；;…][”’"'）)\]】』」*_~]*$/u;
const question = /[?？][”’"'）)\]】』」*_~]*$/u;

/** The sentences that can stand as evidence, each text once: no headings, code, table rows, questions, or fragments unless there is nothing else. */
export function sentenceCandidates(passages: { passage_id: string; text: string }[]): PassageSentence[] {
  const seen = new Set<string>();
  const sentences = passages.flatMap(({ passage_id, text }) =>
    sentencesOf(text)
      .filter((sentence) => {
        const isNew = !seen.has(sentence);
        seen.add(sentence);
        return isNew;
      })
      .map((sentence) => ({ passage_id, sentence })),
  );
  const statements = sentences.filter(({ sentence }) => statementEnd.test(sentence));
  return statements.length > 0 ? statements : sentences;
}

const sentencesOf = (text: string): string[] =>
  splitBlocks(text)
    .filter(({ kind }) => kind === 'prose')
    .flatMap((block) => splitSentences(text, block))
    .map(({ start, end }) => withoutMarker(text, start, end))
    .filter((sentence) => !question.test(sentence) && !/^\||\s\|\s/.test(sentence))
    .filter((sentence) => columnsOf(sentence) >= shortest && columnsOf(sentence) <= longest);

function withoutMarker(text: string, start: number, end: number): string {
  const lead = marker.exec(text.slice(start, end))?.[0].length ?? 0;
  const range = trim(text, { start: start + lead, end });
  return text.slice(range.start, range.end);
}
