import { InvalidRequest } from '../errors.ts';

/** Passages that one document may have: the longest of ordinary prose falls into some 2,000. */
export const mostPassages = 10_000;

/** Passages times terms of the title: each passage is entered under each of them. Prose of any length under a derived title stays below. */
const mostTitleEntries = 500_000;

/** Refuses (400) a document that would take the process too long to store, and every search for its title too long to rank. */
export function checkPassages(title: string, passages: number, titleTerms: number): void {
  if (passages > mostPassages) {
    throw new InvalidRequest(
      `A document may have ${mostPassages} passages, and ${JSON.stringify(title)} has ${passages}: each heading begins ` +
        'one. Split it into several documents, or give it fewer headings.',
    );
  }
  if (passages * titleTerms > mostTitleEntries) {
    throw new InvalidRequest(
      `A document's passages times the words of its title may be ${mostTitleEntries}, and ${JSON.stringify(title)} has ` +
        `${passages} passages and ${titleTerms} words in its title. Shorten the title, or split it into several documents.`,
    );
  }
}
