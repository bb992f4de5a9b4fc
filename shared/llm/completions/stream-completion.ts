import type { CallContext } from '../attempt-call.ts';
import { brokenOffAnswer } from '../broken-off-answer.ts';
import { streamWithFallback } from '../call-with-fallback.ts';
import type { Callee, Engine } from '../engine.ts';
import { joinContinuation } from '../join-continuation.ts';
import type { ModelAnswer, ModelRequest, ModelUsage } from '../language-model.ts';
import { ModelError } from '../model-error.ts';
import type { ModelProvider } from '../model-provider.ts';
import { failureReason, placeholderAnswer } from '../placeholder.ts';
import { toAnswer } from '../to-answer.ts';
import type { CompletionRequest } from './completion-request.ts';
import { encodeEnd, encodeError, encodePiece, endMark } from './encode-completion.ts';
import { estimateCompletion } from './estimate-completion.ts';
import { passOn, type StreamEnd } from './pass-on.ts';
import { readPieces } from './read-pieces.ts';
import { readSaid } from './read-said.ts';
import { refuseBadRequest } from './refuse-bad-request.ts';
import { withId } from './with-id.ts';

type Served = Callee & ModelProvider;
type Piece = string | Buffer;

/** Who gives a stream's first bytes, in the how manieth attempt. */
export type Speaker = Pick<ModelAnswer, 'provider' | 'model' | 'degraded'> & { attempts: number };

/** What is told of a streamed completion as it goes. */
export interface StreamEvents {
  speaks(speaker: Speaker): void;
  /** It ends as this answer; one that was passed on has no text here. */
  answered(answer: ModelAnswer): void | Promise<void>;
}

/**
 * A completion as server-sent events of OpenAI's API. The bytes of whoever speaks it are passed on unread; where they break
 * off, the next call is shown the text so far and asked to go on with it, and where nobody does, the answer ends there,
 * degraded.
 */
export async function* streamCompletion(
  request: CompletionRequest,
  asked: ModelRequest,
  signal: AbortSignal,
  engine: Engine<Served>,
  events: StreamEvents,
): AsyncGenerator<Piece, void, void> {
  const showUsage = Boolean(request.stream_options?.include_usage);
  const sent: Piece[] = [];
  const callees = [...engine.providers];
  let last: Served | undefined;

  function call(provider: Served, given: CallContext): AsyncGenerator<Piece, StreamEnd, void> {
    const before = readSaid(sent);
    if (before.calls_tool) throw endHere(new ModelError('aborted', 'An answer with a call of a tool broke off before'));
    const sawText = () => {
      given.sawText();
      if (!sent.length) events.speaks({ ...named(provider), degraded: false, attempts: given.attempts.length + 1 });
      last = provider;
    };
    const context = { ...given, sawText };
    given.estimated(() => estimateCompletion(request, before, readSaid(sent)));
    const failed = (error: ModelError) => (readSaid(sent).calls_tool ? endHere(error) : error);
    if (provider.post && !before.text) return passOn(request, provider, context, { showUsage, failed });
    return encode(provider, context, before.text);
  }

  /** Nobody goes on with a call of a tool: the failure is the last one. */
  function endHere({ error_class, message, usage }: ModelError): ModelError {
    callees.length = 0;
    return new ModelError(error_class, message, { usage });
  }

  async function* encode(
    provider: Served,
    context: CallContext,
    before: string,
  ): AsyncGenerator<Piece, StreamEnd, void> {
    const joined = joinContinuation(before);
    let finish: ModelAnswer['finish_reason'] = 'stop';
    let silent = !before;
    let paid: ModelUsage | null = null;
    const say = (text: string) => {
      context.sawText();
      const piece = encodePiece({ id: asked.answer_id ?? '', model: provider.model }, text, silent);
      silent = false;
      return piece;
    };
    for await (const piece of readPieces(request, { asked, before }, provider, context)) {
      finish = piece.finish_reason ?? finish;
      paid = piece.usage ?? paid;
      const text = joined.next(piece.text);
      if (text) yield say(text);
    }
    const rest = joined.rest();
    if (rest) yield say(rest);
    if (silent) throw new ModelError('invalid_output', `Empty answer (${finish})`, { retryable: true, usage: paid });
    return { finish_reason: finish, passed: false };
  }

  const pieces = streamWithFallback(call, asked, signal, { ...engine, providers: callees });
  let next = await pieces.next();
  try {
    while (!next.done) {
      if (next.value.length) {
        sent.push(next.value);
        yield next.value;
      }
      next = await pieces.next();
    }
  } finally {
    if (!next.done) await pieces.return(undefined as never);
  }
  const ended = next.value;
  const { attempts } = ended;
  if (ended.provider !== null) {
    const { result, provider } = ended;
    const answer = withId(toAnswer(provider, { text: '', finish_reason: result.finish_reason }, attempts), asked);
    await events.answered(answer);
    yield result.passed ? endMark : encodeEnd(answer, showUsage);
    return;
  }
  const said = readSaid(sent);
  if (last && said.text && !said.calls_tool) {
    const answer = withId(brokenOffAnswer(last, said.text, attempts), asked);
    await events.answered(answer);
    yield encodeEnd(answer, showUsage);
  } else if (said.calls_tool) {
    yield encodeError(`The answer broke off in a call of a tool. ${failureReason(attempts).en}`) + endMark;
  } else {
    if (!sent.length) refuseBadRequest(attempts);
    const answer = withId(placeholderAnswer(attempts, engine.noProvider), asked);
    if (!sent.length) events.speaks({ ...named(answer), degraded: true, attempts: attempts.length });
    await events.answered(answer);
    yield encodePiece(answer, answer.text, !sent.length);
    yield encodeEnd(answer, showUsage);
  }
}

const named = ({ provider, model }: Pick<ModelAnswer, 'provider' | 'model'>) => ({ provider, model });
