import type { CallContext } from '../attempt-call.ts';
import type { Callee } from '../engine.ts';
import type { ModelAnswer } from '../language-model.ts';
import type { ModelError } from '../model-error.ts';
import type { ModelProvider } from '../model-provider.ts';
import { completionBody } from './completion-body.ts';
import type { CompletionRequest } from './completion-request.ts';
import { StreamWatch } from './watch-stream.ts';

interface PassOptions {
  /** Is the chunk that tells the usage the client's? */
  showUsage: boolean;
  /** The failure in place of the one that there was. */
  failed?: (error: ModelError) => ModelError;
}

/** How a stream has ended; one that was passed on has the end of its answer in it. */
export interface StreamEnd {
  finish_reason: ModelAnswer['finish_reason'];
  passed: boolean;
}

/** Passes on the bytes of a streamed completion, without its end mark, in pieces that may be empty. Rejects with a ModelError where they end too early. */
export async function* passOn(
  request: CompletionRequest,
  provider: Callee & ModelProvider,
  { signal, sawText, used }: CallContext,
  { showUsage, failed = (error) => error }: PassOptions,
): AsyncGenerator<Buffer, StreamEnd, void> {
  const reply = await provider.post?.(completionBody(request, provider), signal);
  if (!reply) throw new TypeError(`${provider.provider} passes nothing on`);
  const watch = new StreamWatch({ showUsage });
  const bytes = reply.bytes[Symbol.asyncIterator]();
  try {
    for (let over = false; !over; ) {
      const { done, value } = await bytes.next();
      for (const piece of done ? [watch.end()] : watch.pieces(value)) {
        if (piece.length) sawText();
        // Also where it holds nothing: whoever comments is there.
        yield piece;
      }
      if (watch.failure) throw watch.failure;
      if (watch.done && !done) watch.end();
      over = Boolean(done) || watch.done;
    }
    return { finish_reason: watch.finishReason === 'length' ? 'length' : 'stop', passed: true };
  } catch (thrown) {
    throw failed(reply.failure(thrown));
  } finally {
    used(watch.usage);
    reply.tell?.({ usage: watch.usage, finish_reason: watch.finishReason });
    bytes.return?.()?.catch(() => undefined);
  }
}
