import type { PreparedDocument } from './prepare-document.ts';

/** Where a term occurs in a document. */
export interface Posting {
  /** Occurrences in the text. */
  frequency: number;
  titleFrequency: number;
  /** The passages that it occurs in, how often in each, and how many terms each has. */
  places: number[];
  placeFrequencies: number[];
  placeLengths: number[];
}

/** The terms of a document's text and title, each with its posting. */
export function postingsOf({ titleTerms, passages }: Pick<PreparedDocument, 'titleTerms' | 'passages'>): Map<string, Posting> {
  const postings = new Map<string, Posting>();
  const postingOf = (term: string): Posting => {
    const posting = postings.get(term) ?? { frequency: 0, titleFrequency: 0, places: [], placeFrequencies: [], placeLengths: [] };
    postings.set(term, posting);
    return posting;
  };
  for (const [term, frequency] of titleTerms) postingOf(term).titleFrequency = frequency;
  for (const { place, terms, length } of passages) {
    for (const [term, frequency] of terms) {
      const posting = postingOf(term);
      posting.frequency += frequency;
      posting.places.push(place);
      posting.placeFrequencies.push(frequency);
      posting.placeLengths.push(length);
    }
  }
  return postings;
}
