import { estimateTokens } from './estimate-tokens.ts';
import type { ModelRequest } from './language-model.ts';

/** Asks for the rest of an answer that broke off. */
export const continuationDemand =
  'Your answer broke off where it ends above. Go on exactly there, in the middle of a word if need be: send only what ' +
  'follows, without repeating anything, without an introduction and without a remark on the interruption.';

/** A request that shows a model the text that broke off, and asks it to go on with it; the same request where there is none. */
export function continueRequest(request: ModelRequest, text: string): ModelRequest {
  if (!text) return request;
  // What follows is no whole object of the schema.
  const { schema: _, maxOutputTokens, ...rest } = request;
  return {
    ...rest,
    messages: [
      ...request.messages,
      { role: 'assistant', content: text },
      { role: 'user', content: continuationDemand },
    ],
    ...(maxOutputTokens !== undefined && { maxOutputTokens: Math.max(1, maxOutputTokens - estimateTokens(text)) }),
  };
}
