const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const wide = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/** Letters that a quote must have: four Chinese ones, or eight of an alphabet. Fewer are in any text. */
const fewestLetters = 8;

/**
 * The exact part of `text` that `quote` quotes: the same characters in the same order, where runs of white space may
 * differ, and beside Chinese characters (a line break in mid-sentence) may be missing. Undefined if it is no quote,
 * or one of too few letters to bear anything out.
 */
export function verifyQuote(quote: string, text: string): string | undefined {
  const wanted = quote.trim();
  if (lettersOf(wanted) < fewestLetters) return undefined;
  if (text.includes(wanted)) return wanted;
  return new RegExp(patternOf([...wanted]), 'u').exec(text)?.[0];
}

/** Letters, where one of a script that writes syllables or words counts twice; figures and marks are none. */
const lettersOf = (quote: string): number =>
  (quote.match(/\p{L}/gu) ?? []).reduce((sum, letter) => sum + (dense.test(letter) ? 2 : 1), 0);

function patternOf(characters: string[]): string {
  let pattern = '';
  let before: string | undefined;
  let spaced = false;
  for (const character of characters) {
    if (/\s/.test(character)) {
      spaced = true;
      continue;
    }
    if (before !== undefined && (wide.test(before) || wide.test(character))) pattern += '\\s*';
    else if (spaced) pattern += '\\s+';
    pattern += character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
    before = character;
    spaced = false;
  }
  return pattern;
}
