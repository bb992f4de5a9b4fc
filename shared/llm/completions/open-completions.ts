import { whenOver } from '../../telemetry/when-over.ts';
import { affordable } from '../affordable.ts';
import type { DailySpending } from '../daily-spending.ts';
import type { Engine } from '../engine.ts';
import type { ModelAnswer, ModelRequest } from '../language-model.ts';
import type { Configured } from '../open-engine.ts';
import { chooseCallees, servedModels } from './choose-callees.ts';
import { complete } from './complete.ts';
import type { CompletionRequest } from './completion-request.ts';
import type { Completions } from './completions.ts';
import { type Speaker, streamCompletion } from './stream-completion.ts';

export interface CompletionsOptions {
  engine: Engine<Configured>;
  /** The day's budget in USD, and what counts against it. */
  budget?: { usd: number; spending: DailySpending } | undefined;
  /** Told of each answer before the client has all of it. */
  answered(answer: ModelAnswer, request: ModelRequest): void | Promise<void>;
}

/** Chat completions by an engine. */
export function openCompletions({ engine, budget, answered }: CompletionsOptions): Completions {
  /** What the engine is told of the request, and who may answer it. */
  async function prepare(request: CompletionRequest, signal: AbortSignal) {
    const chosen = chooseCallees(request, engine);
    const asked: ModelRequest = {
      purpose: 'chat-completions',
      caller: { agent: 'chat-completions' },
      answer_id: crypto.randomUUID(),
      messages: [],
    };
    if (!budget) return { asked, callees: chosen };
    signal.throwIfAborted();
    const left = budget.usd - (await budget.spending.today());
    if (left <= 0) return { asked, callees: { ...chosen, providers: [], noProvider: 'daily_budget_used_up' as const } };
    const limited = { ...asked, left_usd: left };
    return { asked: limited, callees: affordable(chosen, limited) };
  }

  return {
    models: () => servedModels(engine.providers),
    async complete(request, signal) {
      const { asked, callees } = await prepare(request, signal);
      let cost = 0;
      budget?.spending.begin();
      try {
        const completed = await complete(request, asked, signal, callees);
        cost = completed.answer.cost_usd;
        await answered(completed.answer, asked);
        return completed;
      } finally {
        budget?.spending.end(cost);
      }
    },
    async stream(request, signal) {
      const { asked, callees } = await prepare(request, signal);
      let speaker: Speaker | undefined;
      const speaks = (one: Speaker) => {
        speaker = one;
      };
      let cost = 0;
      const pieces = streamCompletion(request, asked, signal, callees, {
        speaks,
        answered(answer) {
          cost = answer.cost_usd;
          return answered(answer, asked);
        },
      });
      budget?.spending.begin();
      const counted = whenOver(pieces, () => budget?.spending.end(cost));
      const first = await counted.next();
      if (!speaker) throw new Error('A stream has begun without a speaker');
      return { speaker, events: withFirst(first, counted) };
    },
  };
}

/** A stream whose first piece has been taken. */
function withFirst<Piece>(
  first: IteratorResult<Piece, undefined>,
  rest: AsyncIterableIterator<Piece, undefined>,
): AsyncIterable<Piece> {
  let given = false;
  const next = () => {
    if (given) return rest.next();
    given = true;
    return Promise.resolve(first);
  };
  return { [Symbol.asyncIterator]: () => ({ ...rest, next }) };
}
