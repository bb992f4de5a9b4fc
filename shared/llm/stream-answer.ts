import type { CallContext } from './attempt-call.ts';
import { brokenOffAnswer } from './broken-off-answer.ts';
import { streamWithFallback } from './call-with-fallback.ts';
import { continueRequest } from './continue-request.ts';
import type { Callee, Engine } from './engine.ts';
import { askedBy, estimateUsage } from './estimate-usage.ts';
import { pieces } from './intercept-calls.ts';
import { joinContinuation } from './join-continuation.ts';
import type { ModelEvent, ModelRequest, ModelUsage } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { ModelProvider, ProviderReply } from './model-provider.ts';
import { placeholderAnswer } from './placeholder.ts';
import { toAnswer } from './to-answer.ts';

type Streaming = Callee & Pick<ModelProvider, 'stream'>;

/**
 * Streams an answer. Where a stream breaks, the next call is shown the text so far and asked to go on with it; where
 * nobody does, the answer is what there is, degraded. The placeholder answers where there is no text at all.
 */
export async function* streamAnswer(
  request: ModelRequest,
  signal: AbortSignal,
  engine: Engine<Streaming>,
): AsyncGenerator<ModelEvent, void, void> {
  let text = '';
  let speaker: Streaming | undefined;

  async function* call(
    provider: Streaming,
    { signal, attempts, sawText, used, estimated }: CallContext,
  ): AsyncGenerator<ModelEvent, ProviderReply['finish_reason'], void> {
    const before = text;
    const joined = joinContinuation(before);
    let finish: ProviderReply['finish_reason'] = 'stop';
    let paid: ModelUsage | null = null;
    function* say(piece: string): Generator<ModelEvent, void, void> {
      if (!piece) return;
      sawText();
      if (before && text === before) {
        const reason = attempts.at(-1)?.error ?? 'The stream broke off';
        yield { type: 'continued', provider: provider.provider, model: provider.model, reason };
      }
      text += piece;
      speaker = provider;
      yield { type: 'delta', text: piece };
    }
    const asked = continueRequest(request, before);
    estimated(() => estimateUsage(askedBy(asked), text.slice(before.length)));
    for await (const { text: piece, usage, finish_reason } of provider.stream(asked, signal)) {
      paid = usage ?? paid;
      used(paid);
      finish = finish_reason ?? finish;
      yield* say(joined.next(piece));
    }
    yield* say(joined.rest());
    // Only to a text that broke off at its very end nothing needs to be added.
    if (!text) throw new ModelError('invalid_output', `Empty answer (${finish})`, { retryable: true, usage: paid });
    return finish;
  }

  const ended = yield* streamWithFallback(call, request, signal, engine);
  const { attempts } = ended;
  if (ended.provider !== null) {
    yield { type: 'end', answer: toAnswer(ended.provider, { text, finish_reason: ended.result }, attempts) };
  } else if (speaker) {
    yield { type: 'end', answer: brokenOffAnswer(speaker, text, attempts) };
  } else {
    yield* pieces(placeholderAnswer(attempts, engine.noProvider));
  }
}
