/** The words of a query that its matches are marked by; Chinese words are told apart as the browser segments them. */
export function termsOf(query: string): string[] {
  const segments = new Intl.Segmenter('zh', { granularity: 'word' }).segment(query.toLowerCase());
  const words = [...segments].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return [...new Set(words)]
    .filter((word) => word.length > 1 || words.length === 1)
    .sort((a, b) => b.length - a.length);
}

/** The text in parts, those at odd places being the terms. */
export function splitByTerms(text: string, terms: string[]): string[] {
  if (terms.length === 0) return [text];
  const form = terms.map((term) => term.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text.split(new RegExp(`(${form})`, 'gi'));
}
