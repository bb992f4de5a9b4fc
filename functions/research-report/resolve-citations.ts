import type * as z from 'zod';
import type { Note, ResearchResult, report } from '../../shared/agents/research/contracts.ts';
import { outsideCode } from './outside-code.ts';

type Source = z.output<typeof ResearchResult>['sources'][number];

const mark = String.raw`\[\s*N\d+(?:\s*[,，、;；]\s*N\d+)*\s*\]`;
/** `[N1]`, `[N1, N2]`, `[N1][N2]`, with the end of the sentence before it where it stands after that. */
const marks = new RegExp(
  String.raw`((?<![.!?。！？…])[.!?;。！？；])?(?<![ \t])[ \t]*(${mark}(?:[ \t]*${mark})*)(?=([.!?;:。！？；，、：]?))`,
  'g',
);
const markInCode = new RegExp(`\`(${mark})\``, 'g');
/** A number in brackets that the writer made up, which would look like one of ours; after a name it is an index. */
const numbers = /((?<!\w)\d*[a-z_]\w*(?:\[\s*\d+\s*\])+)|(?<![ \t])[ \t]*\[\s*\d+\s*\]/gi;
const wide = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/**
 * Turns marks of notes into numbers of sources, one a document, in the order of their first mention, each before the end
 * of its sentence. A mark of an unknown note is removed, and so is a number that came from nowhere; both count as failed.
 */
export function resolveCitations(notes: Note[], passages: z.output<typeof report.input>['passages']) {
  const byPassage = new Map(passages.map((passage) => [passage.passage_id, passage]));
  const sources = new Map<string, Source>();
  let resolved = 0;
  let failed = 0;

  const cite = (name: string): number | undefined => {
    const note = notes[Number(name.slice(1)) - 1];
    const passage = note && byPassage.get(note.passage_id);
    if (!note || !passage) {
      failed += 1;
      return undefined;
    }
    const { document_id, title, url } = passage;
    const source = sources.get(document_id) ?? { n: sources.size + 1, document_id, title, url, quotes: [] };
    sources.set(document_id, source);
    if (!source.quotes.includes(note.quote)) source.quotes.push(note.quote);
    return source.n;
  };

  const dropNumbers = (text: string) =>
    text.replace(numbers, (_, indexed?: string) => {
      if (!indexed) failed += 1;
      return indexed ?? '';
    });

  const citeIn = (part: string, before: string) =>
    dropNumbers(part).replace(
      marks,
      (all: string, end: string | undefined, names: string, next: string, index: number, text: string) => {
        const known = new Set([...names.matchAll(/N\d+/g)].map(([name]) => cite(name)).filter((n) => n !== undefined));
        if (known.size === 0) return end ?? '';
        resolved += known.size;
        const placed = [...known].map((number) => `[${number}]`).join('');
        const left = `${before}${text.slice(0, index)}`;
        if (end && !next) return `${gap(left, end)}${placed}${end}`;
        const sentence = `${left}${end ?? ''}`;
        const opensLink = text.startsWith('(', index + all.length) || (next === ':' && /(^|\n)$/.test(sentence));
        return `${end ?? ''}${gap(sentence, next)}${placed}${opensLink ? '\\' : ''}`;
      },
    );

  return {
    /** Resolves what a Markdown text cites; its code stays as it is. */
    resolve: (text: string): string => outsideCode(text.replace(markInCode, '$1'), citeIn),
    sources: (): Source[] => [...sources.values()],
    /** The marks in the resolved texts, and those that had to be removed. */
    counts: () => ({ resolved, failed }),
  };
}

/** A word behind which a mark is no text: a bare address goes on to the next space, a backslash escapes the bracket. */
const swallowing = /(?<!\]\()(?:https?:\/\/|www\.)|(?<!\\)(?:\\\\)*\\$/i;

/** The space before a mark: none at the start of a line, nor in Chinese text, unless what is before would swallow it. */
function gap(left: string, right: string): string {
  if (swallowing.test(left.split(/[\s<>]/).at(-1) ?? '')) return ' ';
  const last = left.replace(/[”’"'）)\]】』」*_`]+$/u, '').at(-1);
  return last === undefined || /\s/.test(last) || wide.test(last) || wide.test(right) ? '' : ' ';
}
