interface Pieces<Piece> {
  next(): Promise<IteratorResult<Piece, unknown>>;
  return?(): PromiseLike<unknown>;
}

/**
 * The same pieces; `over` is told once of their end: with the error that they ended by, or without one, also where their
 * reader stops early.
 */
export const whenOver = <Piece>(
  pieces: Pieces<Piece>,
  over: (error?: unknown) => void,
): AsyncIterableIterator<Piece, undefined> => new Watched(pieces, over);

class Watched<Piece> implements AsyncIterableIterator<Piece, undefined> {
  readonly #pieces: Pieces<Piece>;
  #over: ((error?: unknown) => void) | undefined;

  constructor(pieces: Pieces<Piece>, over: (error?: unknown) => void) {
    this.#pieces = pieces;
    this.#over = over;
  }

  async next(): Promise<IteratorResult<Piece, undefined>> {
    try {
      const next = await this.#pieces.next();
      if (!next.done) return next;
    } catch (error) {
      this.#tell(error);
      throw error;
    }
    this.#tell();
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<Piece, undefined>> {
    try {
      await this.#pieces.return?.();
    } finally {
      this.#tell();
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #tell(error?: unknown): void {
    const over = this.#over;
    this.#over = undefined;
    over?.(error);
  }
}
