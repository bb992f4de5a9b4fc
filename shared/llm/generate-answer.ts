import { callWithFallback } from './call-with-fallback.ts';
import type { Callee, Engine } from './engine.ts';
import { askedBy, estimateUsage } from './estimate-usage.ts';
import type { ModelAnswer, ModelRequest } from './language-model.ts';
import type { ModelProvider } from './model-provider.ts';
import { placeholderAnswer } from './placeholder.ts';
import { toAnswer } from './to-answer.ts';

/** The answer of the first provider that gives one, in the end the placeholder's. Rejects only on abort. */
export async function generateAnswer(
  request: ModelRequest,
  signal: AbortSignal,
  engine: Engine<Callee & Pick<ModelProvider, 'call'>>,
): Promise<ModelAnswer> {
  const ended = await callWithFallback(
    async (provider, context) => {
      context.estimated(() => estimateUsage(askedBy(request), ''));
      const reply = await provider.call(request, context.signal);
      context.used(reply.usage);
      return reply;
    },
    request,
    signal,
    engine,
  );
  if (ended.provider === null) return placeholderAnswer(ended.attempts, engine.noProvider);
  return toAnswer(ended.provider, ended.result, ended.attempts);
}
