import type { ModelAnswer } from '../language-model.ts';
import type { CompletionRequest } from './completion-request.ts';
import type { Speaker } from './stream-completion.ts';

/** Chat completions in OpenAI's words, by whichever provider answers. */
export interface Completions {
  /** The models that may be asked for, and whose they are. */
  models(): { id: string; provider: string }[];
  /** A whole completion, as JSON. Rejects with an AppError (4xx) for what cannot be asked, else only on abort. */
  complete(request: CompletionRequest, signal: AbortSignal): Promise<{ json: string; answer: ModelAnswer }>;
  /** The same as server-sent events: resolves once it is known who speaks. */
  stream(
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<{ speaker: Speaker; events: AsyncIterable<string | Buffer> }>;
}
