/**
 * The same pieces; `over` is told once of their end: with the error that they ended by, or without one, also where their
 * reader stops early.
 */
export function whenOver<Piece>(
  pieces: { next(): Promise<IteratorResult<Piece, unknown>>; return?(): PromiseLike<unknown> },
  over: (error?: unknown) => void,
): AsyncIterableIterator<Piece, undefined> {
  let told = false;
  const tell = (error?: unknown) => {
    if (!told) over(error);
    told = true;
  };
  return {
    async next() {
      try {
        const next = await pieces.next();
        if (!next.done) return next;
      } catch (error) {
        tell(error);
        throw error;
      }
      tell();
      return { done: true, value: undefined };
    },
    async return() {
      try {
        await pieces.return?.();
      } finally {
        tell();
      }
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
