import type { LanguageModel, ModelAnswer, ModelRequest } from '../llm/language-model.ts';
import { placeholderAnswer } from '../llm/placeholder.ts';

/** What a fake answers: a text, or parts of an answer, e.g. `{ degraded: true, degraded_reason: '…' }`. */
export type FakeAnswer = string | Partial<ModelAnswer>;

export type FakeScript = FakeAnswer[] | ((request: ModelRequest) => FakeAnswer | Promise<FakeAnswer>);

/**
 * A language model for tests: answers from a list, one a call, or by a function of the request; `requests` holds what it was
 * asked. Rejects when the list is used up, and, like the real one, when the signal is aborted.
 */
export function fakeLanguageModel(script: FakeScript): LanguageModel & { requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  const left = Array.isArray(script) ? [...script] : [];
  const next = async (request: ModelRequest) => {
    if (typeof script === 'function') return script(request);
    const answer = left.shift();
    if (answer === undefined) throw new Error(`Unscripted model call ${requests.length}, for ${request.purpose}`);
    return answer;
  };
  const generate: LanguageModel['generate'] = async (request, signal) => {
    signal.throwIfAborted();
    if (request.left_usd !== undefined && request.left_usd <= 0) return placeholderAnswer([], 'budget_used_up');
    requests.push(request);
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return whole(await Promise.race([next(request), aborted.promise]));
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };
  return {
    requests,
    generate,
    async *stream(request, signal) {
      const answer = await generate(request, signal);
      for (const text of answer.text.match(/.{1,8}/gsu) ?? []) {
        yield { type: 'delta', text };
        signal.throwIfAborted();
      }
      yield { type: 'end', answer };
    },
  };
}

function whole(answer: FakeAnswer): ModelAnswer {
  const given = typeof answer === 'string' ? { text: answer } : answer;
  return {
    id: crypto.randomUUID(),
    text: '',
    finish_reason: 'stop',
    provider: 'fake',
    model: 'fake-model',
    usage: { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 },
    cost_usd: 0,
    degraded: false,
    degraded_reason: null,
    cached: false,
    attempts: [],
    ...given,
  };
}
