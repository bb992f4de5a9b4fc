import { countTerms, wordsOf } from './segment.ts';

/** A text as its words' tf-idf weights, of length 1 (or 0 if it has no words). */
export type TermVector = Map<string, number>;

/** The vectors of texts, whose inverse document frequencies are those among these texts. */
export function termVectors(texts: string[]): TermVector[] {
  const counts = texts.map((text) => countTerms(wordsOf(text)));
  const found = countTerms(counts.flatMap((count) => [...count.keys()]));
  const weightOf = (term: string) => Math.log((texts.length + 1) / (found.get(term) ?? 1));
  return counts.map((count) => normalised(new Map([...count].map(([term, times]) => [term, times * weightOf(term)]))));
}

/** The cosine of the angle between two vectors: 0 for no common term, 1 for the same direction. */
export function cosine(a: TermVector, b: TermVector): number {
  const [short, long] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of short) sum += weight * (long.get(term) ?? 0);
  return sum;
}

function normalised(vector: TermVector): TermVector {
  const length = Math.hypot(...vector.values()) || 1;
  return new Map([...vector].map(([term, weight]) => [term, weight / length]));
}
