import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Cache } from '../access/cache.ts';
import { interceptCalls } from './intercept-calls.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import type { LanguageModel, ModelAnswer, ModelRequest } from './language-model.ts';

export interface CacheAnswersOptions {
  cache: Cache;
  /** How long an answer is given again. */
  seconds: number;
  /** What answers, in order: another selection has other answers. */
  providers: { provider: string; model: string; base_url: string }[];
}

/** A model that gives its earlier answer to the same request again, where the request allows it. */
export function cacheAnswers(llm: LanguageModel, { cache, seconds, providers }: CacheAnswersOptions): LanguageModel {
  if (seconds === 0) return llm;
  const keyOf = (request: ModelRequest) => `answer:${hashOf([providers, ...decisiveParts(request)])}`;
  return interceptCalls(llm, {
    async instead(request) {
      const kept = request.cache && (await cache.get(keyOf(request)));
      return kept ? readAnswer(kept) : undefined;
    },
    async answered(answer, request) {
      const { id, text, provider, model } = answer;
      const whole = answer.finish_reason === 'stop' && !answer.degraded && !answer.cached;
      if (request.cache && whole)
        await cache.set(keyOf(request), JSON.stringify({ id, text, provider, model }), seconds);
    },
  });
}

/** Whatever of a request decides its answer; who asks, and what for, does not. */
const decisiveParts = ({ system, messages, maxOutputTokens, temperature, schema }: ModelRequest): unknown[] => [
  system ?? null,
  messages.map(({ role, content }) => [role, content]),
  maxOutputTokens ?? null,
  temperature ?? null,
  schema ? jsonSchemaOf(schema) : null,
];

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** What is kept of an answer; by its id its calls are found. */
const KeptAnswer = z.object({ id: z.uuid(), text: z.string(), provider: z.string(), model: z.string().nullable() });

/** What others wrote into a shared cache is no answer, and no reason to fail. */
function readAnswer(kept: string): ModelAnswer | undefined {
  try {
    return forLater(KeptAnswer.parse(JSON.parse(kept)));
  } catch {
    return undefined;
  }
}

/** An answer as it is when it is given again: the same text, at no cost. */
const forLater = ({ id, text, provider, model }: z.output<typeof KeptAnswer>): ModelAnswer => ({
  id,
  text,
  finish_reason: 'stop',
  provider,
  model,
  usage: { input_tokens: 0, cached_input_tokens: 0, output_tokens: 0 },
  cost_usd: 0,
  degraded: false,
  degraded_reason: null,
  cached: true,
  attempts: [],
});
