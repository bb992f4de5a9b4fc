import { indexTerms } from './segment.ts';
import { subjectTerms } from './subject-terms.ts';

/** Makes the test whether a passage, with its document's title, has a term of what `query` names. */
export function onSubject(query: string): (passage: { title: string; text: string }) => boolean {
  const named = new Set(subjectTerms(query).all);
  return ({ title, text }) => indexTerms(`${title}\n${text}`).some((term) => named.has(term));
}
