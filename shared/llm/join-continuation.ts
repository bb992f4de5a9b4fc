/** Shorter matches are chance: many a text goes on with the letters that it just ended with. */
const leastOverlapBytes = 16;

/** The pieces of a continuation without what it repeats of the text that it continues. */
export interface Continuation {
  /** What of the continuation can be said once this piece of it has come. */
  next(piece: string): string;
  /** What is left to say when the continuation has ended. */
  rest(): string;
}

/**
 * Joins a continuation to a text: although they are told not to, models repeat the last words, or all of them. The
 * beginning of the continuation is held back for as long as it may be such a repetition.
 */
export function joinContinuation(text: string): Continuation {
  let held: string | null = text ? '' : null;
  const release = () => {
    const said = held ?? '';
    held = null;
    return said.slice(overlapOf(text, said));
  };
  return {
    next(piece) {
      if (held === null) return piece;
      held += piece;
      return mayRepeat(text, held) ? '' : release();
    },
    rest: release,
  };
}

/** Is all of `beginning` somewhere in the text, before its end, so that the repetition may go on? */
const mayRepeat = (text: string, beginning: string): boolean =>
  text.slice(0, -1).includes(beginning) && beginning.length < text.length;

/** The characters at the beginning of `continuation` that are the end of `text`. */
function overlapOf(text: string, continuation: string): number {
  for (let length = Math.min(text.length, continuation.length); length > 0; length--) {
    const repeated = continuation.slice(0, length);
    if (text.endsWith(repeated)) return Buffer.byteLength(repeated) >= leastOverlapBytes ? length : 0;
  }
  return 0;
}
