import type { Speaker } from '../../shared/llm/completions/stream-completion.ts';

/** The headers that tell who answers, also where a client reads nothing beyond OpenAI's fields. */
export const speakerHeaders = ({ provider, model, degraded, attempts }: Speaker): Record<string, string> => ({
  'x-provider': provider,
  // A model's name may hold what no header may.
  ...(model && { 'x-model': encodeURI(model) }),
  'x-degraded': String(degraded),
  'x-attempts': String(attempts),
});
