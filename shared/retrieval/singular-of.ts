/** An English word without its plural ending, by the three rules of the S stemmer (Harman, "How Effective Is Suffixing?", JASIS 1991); other words as they are. */
export function singularOf(word: string): string {
  if (!/^[a-z]{3,}s$/.test(word)) return word;
  if (/[^ea]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/[^aeo]es$/.test(word)) return word.slice(0, -1);
  return /[^us]s$/.test(word) ? word.slice(0, -1) : word;
}
