import type { LanguageModel, ModelAnswer, ModelRequest } from './language-model.ts';

/** What stands before and after a model's calls, streamed or not. */
export interface Interception {
  /** The request as it is sent on. */
  change?(request: ModelRequest): ModelRequest;
  /** An answer in place of the model's; undefined lets the call happen. */
  instead?(request: ModelRequest): ModelAnswer | undefined | Promise<ModelAnswer | undefined>;
  /** Told of the model's answer before the caller has it (of a streamed one, before the last event). */
  answered?(answer: ModelAnswer, request: ModelRequest): void | Promise<void>;
}

/** A model whose calls are intercepted. */
export const interceptCalls = (
  llm: LanguageModel,
  { change = (request) => request, instead, answered }: Interception,
): LanguageModel => ({
  async generate(given, signal) {
    const request = change(given);
    const other = await instead?.(request);
    signal.throwIfAborted();
    if (other) return other;
    const answer = await llm.generate(request, signal);
    await answered?.(answer, request);
    return answer;
  },
  async *stream(given, signal) {
    const request = change(given);
    const other = await instead?.(request);
    signal.throwIfAborted();
    if (other) return yield* pieces(other);
    for await (const event of llm.stream(request, signal)) {
      if (event.type === 'end') await answered?.(event.answer, request);
      yield event;
    }
  },
});

/** A whole answer as a stream of one piece. */
export async function* pieces(answer: ModelAnswer) {
  yield { type: 'delta' as const, text: answer.text };
  yield { type: 'end' as const, answer };
}
