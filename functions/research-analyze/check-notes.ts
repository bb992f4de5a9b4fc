import type * as z from 'zod';
import type { analyze, Note } from '../../shared/agents/research/contracts.ts';
import { verifyQuote } from '../../shared/retrieval/verify-quote.ts';
import type { GivenNote } from './notes-request.ts';

type Analysis = z.output<typeof analyze.output>;

/** Keeps the notes whose passage exists and holds the quote, with the stored words as quote; counts those it drops. */
export function checkNotes(
  given: GivenNote[],
  { passages, questions }: Pick<z.output<typeof analyze.input>, 'passages' | 'questions'>,
): Analysis {
  const byShortId = new Map(passages.map((passage, index) => [`p${index + 1}`, passage]));
  const asked = new Set(questions.map(({ id }) => id));
  const notes = given.flatMap(({ question_id, claim, passage_id, quote }): Note[] => {
    const passage = byShortId.get(passage_id.trim());
    const stored = passage && verifyQuote(quote, passage.text);
    if (!passage || !stored) return [];
    const question = asked.has(question_id) ? question_id : (questions[0]?.id ?? question_id);
    return [{ question_id: question, claim, passage_id: passage.passage_id, quote: stored }];
  });
  return { notes, citations: { checked: given.length, failed: given.length - notes.length } };
}
