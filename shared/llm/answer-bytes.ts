/** Bytes that wait for their reader before the sender is made to wait. */
const mostHeld = 65_536;

/** How long the rest of an answer that nobody reads may take. */
const restMs = 5000;

/** How the sender of an answer is made to wait, and to stop. */
export interface Flow {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
}

/**
 * The bytes of an answer, from a sender that pushes them to one reader that asks for them. Of a reader that stops early the
 * rest is thrown away as it comes, so that the connection can be used again; where it does not end, that is closed.
 */
export class AnswerBytes implements AsyncIterableIterator<Buffer, undefined> {
  readonly #flow: Flow;
  #held: Buffer[] = [];
  #size = 0;
  #paused = false;
  #left = false;
  #patience: NodeJS.Timeout | undefined;
  #end: { failure?: unknown } | undefined;
  #asked: PromiseWithResolvers<IteratorResult<Buffer, undefined>> | undefined;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  push(chunk: Buffer): void {
    if (this.#left) return;
    if (this.#asked) {
      this.#asked.resolve({ done: false, value: chunk });
      this.#asked = undefined;
      return;
    }
    this.#held.push(chunk);
    this.#size += chunk.length;
    if (this.#size > mostHeld && !this.#paused) {
      this.#paused = true;
      this.#flow.pause();
    }
  }

  /** All bytes have come. */
  end(): void {
    this.#end ??= {};
    clearTimeout(this.#patience);
    this.#asked?.resolve({ done: true, value: undefined });
  }

  /** No more will come: the reader is told, behind what has come. */
  fail(failure: unknown): void {
    this.#end ??= { failure };
    clearTimeout(this.#patience);
    this.#asked?.reject(failure);
  }

  next(): Promise<IteratorResult<Buffer, undefined>> {
    const chunk = this.#held.shift();
    if (chunk) {
      this.#size -= chunk.length;
      if (this.#paused && this.#size <= mostHeld) this.#goOn();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.#end && 'failure' in this.#end) return Promise.reject(this.#end.failure);
    if (this.#end || this.#left) return Promise.resolve({ done: true, value: undefined });
    this.#asked = Promise.withResolvers();
    return this.#asked.promise;
  }

  async return(): Promise<IteratorResult<Buffer, undefined>> {
    this.#left = true;
    this.#held = [];
    this.#asked?.resolve({ done: true, value: undefined });
    if (this.#paused) this.#goOn();
    const giveUp = () => this.#flow.abort(new Error('The answer did not end'));
    if (!this.#end) this.#patience ??= setTimeout(giveUp, restMs).unref();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #goOn(): void {
    this.#paused = false;
    this.#flow.resume();
  }
}
