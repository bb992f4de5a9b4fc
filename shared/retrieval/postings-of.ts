import type { PreparedDocument } from './prepare-document.ts';

/** Where a term occurs in a document. */
export interface Posting {
  /** Occurrences in the text. */
  frequency: number;
  titleFrequency: number;
  /** The passages that it occurs in, how often in each (the title's occurrences counted in), and how many terms each has. */
  places: number[];
  placeFrequencies: number[];
  placeLengths: number[];
}

/** The terms of a document's text and title, each with its posting. A passage is found by the title's terms too, as if they stood before it. */
export function postingsOf({
  titleTerms,
  passages,
}: Pick<PreparedDocument, 'titleTerms' | 'passages'>): Map<string, Posting> {
  const postings = new Map<string, Posting>();
  const postingOf = (term: string): Posting => {
    const posting = postings.get(term) ?? {
      frequency: 0,
      titleFrequency: 0,
      places: [],
      placeFrequencies: [],
      placeLengths: [],
    };
    postings.set(term, posting);
    return posting;
  };
  for (const [term, frequency] of titleTerms) postingOf(term).titleFrequency = frequency;
  for (const { place, terms, length } of passages) {
    for (const [term, frequency] of terms) postingOf(term).frequency += frequency;
    for (const term of new Set([...terms.keys(), ...titleTerms.keys()])) {
      const posting = postingOf(term);
      posting.places.push(place);
      posting.placeFrequencies.push((terms.get(term) ?? 0) + posting.titleFrequency);
      posting.placeLengths.push(length);
    }
  }
  return postings;
}
