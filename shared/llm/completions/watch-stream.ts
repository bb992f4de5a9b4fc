import { throwErrorBody } from '../error-body.ts';
import type { ModelUsage } from '../language-model.ts';
import { ModelError } from '../model-error.ts';
import { type CompletionChunk, readChunk } from './completion-chunk.ts';
import { dataOf, endOfEvents, eventsOf } from './split-events.ts';

/** What of a stream is worth reading. In texts quotes are escaped, so that nothing that is said looks like it. */
const notable = /"finish_reason"\s*:\s*"|"usage"\s*:\s*\{|"error"\s*:\s*["{]|^data: ?\[DONE\]/m;
const told = /"usage"\s*:\s*\{|"error"\s*:\s*["{]/;
const finished = /"finish_reason"\s*:\s*"([^"]+)"/;
/** A chunk that nothing need be read of: its form is enough. */
const plainChunk = /^\{.*"choices"\s*:\s*\[\s*\{.*\}$/s;

const empty: Buffer = Buffer.alloc(0);
const lastBreak = Buffer.from('\n\n');

/**
 * Watches a streamed completion that is passed on: whole events only, so that what breaks off can be gone on with; without
 * the end mark, and without the usage where the client did not ask for it.
 */
export class StreamWatch {
  /** The tokens, once the stream has told them. */
  usage: ModelUsage | null = null;
  finishReason: string | null = null;
  /** Has the end mark come? */
  done = false;
  /** What the stream has said is wrong, behind what can still be passed on. */
  failure: unknown;
  readonly #showUsage: boolean;
  #rest: Buffer = empty;
  #begun = false;
  /** What came before the first chunk of an answer: comments, which show that nobody speaks yet. */
  #held: Buffer = empty;

  constructor({ showUsage }: { showUsage: boolean }) {
    this.#showUsage = showUsage;
  }

  /** What can be passed on once these bytes have come; throws what the stream says is wrong. */
  next(bytes: Buffer): Buffer {
    if (this.failure) throw this.failure;
    const all = this.#rest.length ? Buffer.concat([this.#rest, bytes]) : bytes;
    const end = endOfEvents(all);
    this.#rest = end === all.length ? empty : all.subarray(end);
    const whole = end === all.length ? all : all.subarray(0, end);
    if (this.#begun && !notable.test(whole.toString('latin1'))) return whole;
    const passed = this.#held.length ? Buffer.concat([this.#held, this.#read(whole)]) : this.#read(whole);
    this.#held = this.#begun ? empty : passed;
    return this.#begun ? passed : empty;
  }

  /** The same in pieces: the stream's first event apart, so that what came with it is read when the client has that. */
  *pieces(bytes: Buffer): Generator<Buffer, void, void> {
    const [first] = this.#begun ? [] : eventsOf(bytes);
    if (!first) return yield this.next(bytes);
    yield this.next(first);
    if (!this.done && first.length < bytes.length) yield this.next(bytes.subarray(first.length));
  }

  /** What is left to pass on once the bytes have ended; throws a ModelError where they did before the answer. */
  end(): Buffer {
    if (!this.#begun) throwErrorBody(parseIf(this.#rest.toString()));
    // Not every server ends its last event; half of one is not passed on.
    const last = parseIf(dataOf(this.#rest)) === undefined ? empty : this.next(lastBreak);
    if (this.failure) throw this.failure;
    if (!this.#begun)
      throw new ModelError('invalid_output', 'The stream holds no chat completion', { retryable: true });
    if (this.finishReason === null)
      throw new ModelError('connection', 'The stream broke off before its end', { retryable: true });
    return last;
  }

  #read(block: Buffer): Buffer {
    const passed: Buffer[] = [];
    for (const event of eventsOf(block)) {
      const data = dataOf(event);
      if (data === '[DONE]') {
        this.done = true;
        break;
      }
      try {
        if (data && (!this.#begun || notable.test(data)) && !this.#note(data)) continue;
      } catch (error) {
        this.failure = error;
        // What came before it is the client's.
        if (!passed.length) throw error;
        break;
      }
      passed.push(event);
    }
    return passed.length === 1 && passed[0] ? passed[0] : Buffer.concat(passed);
  }

  /** Takes note of an event; is it the client's? */
  #note(data: string): boolean {
    if (!told.test(data) && plainChunk.test(data)) {
      this.#begun = true;
      this.finishReason = finished.exec(data)?.[1] ?? this.finishReason;
      return true;
    }
    const body: unknown = parse(data);
    throwErrorBody(body);
    const chunk: CompletionChunk = readChunk(body);
    this.usage = chunk.usage ?? this.usage;
    this.finishReason = chunk.finish_reason || this.finishReason;
    this.#begun ||= chunk.has_choice;
    return chunk.has_choice || !chunk.usage || this.#showUsage;
  }
}

function parseIf(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parse(data: string): unknown {
  const parsed = parseIf(data);
  if (parsed === undefined) throw new ModelError('invalid_output', 'A chunk is not JSON', { retryable: true });
  return parsed;
}
