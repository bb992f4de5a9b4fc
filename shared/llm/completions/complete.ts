import { callWithFallback } from '../call-with-fallback.ts';
import type { Callee, Engine } from '../engine.ts';
import type { ModelAnswer, ModelRequest } from '../language-model.ts';
import type { ModelProvider } from '../model-provider.ts';
import { placeholderAnswer } from '../placeholder.ts';
import { toAnswer } from '../to-answer.ts';
import { noteOf } from './answer-note.ts';
import { completionBody } from './completion-body.ts';
import type { CompletionRequest } from './completion-request.ts';
import { encodeCompletion } from './encode-completion.ts';
import { estimateCompletion } from './estimate-completion.ts';
import { plainRequest } from './plain-request.ts';
import type { Said } from './read-said.ts';
import { readWhole } from './read-whole.ts';
import { refuseBadRequest } from './refuse-bad-request.ts';
import { withId } from './with-id.ts';

/** A whole completion as JSON, and the answer behind it; of one that was passed on without its text. */
export interface Completed {
  json: string;
  answer: ModelAnswer;
}

const nothing: Said = { text: '', calls_tool: false, chunks: 0 };

/** The completion of the first provider that gives one, as it gave it, in the end the placeholder's. */
export async function complete(
  request: CompletionRequest,
  asked: ModelRequest,
  signal: AbortSignal,
  engine: Engine<Callee & ModelProvider>,
): Promise<Completed> {
  const ended = await callWithFallback(
    async (provider, { signal, used, estimated }) => {
      estimated(() => estimateCompletion(request, nothing, nothing));
      if (provider.post) {
        const reply = await provider.post(completionBody(request, provider), signal);
        const whole = await readWhole(reply).catch((thrown) => Promise.reject(reply.failure(thrown)));
        used(whole.usage);
        reply.tell?.(whole);
        return whole;
      }
      const reply = await provider.call(plainRequest(request, asked), signal);
      used(reply.usage);
      return { ...reply, json: undefined };
    },
    asked,
    signal,
    engine,
  );
  const { attempts } = ended;
  if (ended.provider === null) {
    refuseBadRequest(attempts);
    const answer = withId(placeholderAnswer(attempts, engine.noProvider), asked);
    return { json: encodeCompletion(answer), answer };
  }
  const { json, text, finish_reason } = ended.result;
  const finished = finish_reason === 'length' ? 'length' : 'stop';
  const answer = withId(toAnswer(ended.provider, { text, finish_reason: finished }, attempts), asked);
  return { json: json === undefined ? encodeCompletion(answer) : withNote(json, answer), answer };
}

/** The same JSON with one member more: neither is written anew what a provider wrote. */
const withNote = (json: string, answer: ModelAnswer): string =>
  `${json.slice(0, json.lastIndexOf('}'))},"multi_agent":${JSON.stringify(noteOf(answer))}}`;
