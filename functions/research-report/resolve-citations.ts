import type * as z from 'zod';
import type { Note, ResearchResult, report } from '../../shared/agents/research/contracts.ts';

type Source = z.output<typeof ResearchResult>['sources'][number];

/** `[N1]`, `[N1, N2]`, `[N1；N2]`, with the space before it. */
const marks = /[ \t]*\[\s*(N\d+(?:\s*[,，、;；]\s*N\d+)*)\s*\]/g;
/** A number in brackets that the writer made up: it would look like one of ours. */
const strayNumbers = /\[\d+\]/g;

/**
 * Turns marks of notes into numbers of sources, one a document, in the order of their first mention. A mark of an unknown
 * note is removed, and so is a number that came from nowhere; both count as failed.
 */
export function resolveCitations(notes: Note[], passages: z.output<typeof report.input>['passages']) {
  const byPassage = new Map(passages.map((passage) => [passage.passage_id, passage]));
  const sources = new Map<string, Source>();
  let failed = 0;

  const cite = (mark: string): number | undefined => {
    const note = notes[Number(mark.slice(1)) - 1];
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

  return {
    resolve(text: string): string {
      const own = text.replace(strayNumbers, () => {
        failed += 1;
        return '';
      });
      return own.replace(marks, (_, list: string) => {
        const numbers = list.split(/\s*[,，、;；]\s*/).map(cite);
        const known = [...new Set(numbers.filter((number) => number !== undefined))];
        return known.length ? ` ${known.map((number) => `[${number}]`).join('')}` : '';
      });
    },
    sources: (): Source[] => [...sources.values()],
    /** Of the marks only what failed is counted: the quotes behind the others were checked when the notes were taken. */
    counts: () => ({ checked: failed, failed }),
  };
}
