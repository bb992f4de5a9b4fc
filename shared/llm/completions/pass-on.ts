import type { CallContext } from '../attempt-call.ts';
import type { Callee } from '../engine.ts';
import type { ModelAnswer } from '../language-model.ts';
import type { ModelProvider } from '../model-provider.ts';
import { completionBody } from './completion-body.ts';
import type { CompletionRequest } from './completion-request.ts';
import { StreamWatch } from './watch-stream.ts';

/** Passes on the bytes of a streamed completion, without its end mark. Rejects with a ModelError where they end too early. */
export async function* passOn(
  request: CompletionRequest,
  provider: Callee & ModelProvider,
  { signal, sawText, used }: CallContext,
  showUsage: boolean,
): AsyncGenerator<Buffer, ModelAnswer['finish_reason'], void> {
  const reply = await provider.post?.(completionBody(request, provider), signal);
  if (!reply) throw new TypeError(`${provider.provider} passes nothing on`);
  const watch = new StreamWatch({ showUsage });
  const bytes = reply.bytes[Symbol.asyncIterator]();
  try {
    for (let over = false; !over; ) {
      const { done, value } = await bytes.next();
      const piece = done ? watch.end() : watch.next(value);
      if (piece.length) {
        sawText();
        yield piece;
      }
      if (watch.done && !done) watch.end();
      over = Boolean(done) || watch.done;
    }
    return watch.finishReason === 'length' ? 'length' : 'stop';
  } catch (thrown) {
    throw reply.failure(thrown);
  } finally {
    used(watch.usage);
    reply.tell?.({ usage: watch.usage, finish_reason: watch.finishReason });
    bytes.return?.()?.catch(() => undefined);
  }
}
