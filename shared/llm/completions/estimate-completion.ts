import { estimateUsage } from '../estimate-usage.ts';
import type { ModelUsage } from '../language-model.ts';
import type { CompletionRequest } from './completion-request.ts';
import type { Said } from './read-said.ts';

/**
 * What a completion may have used that nobody tells of, of which a client has been told `said` since `before`: at least a
 * token a chunk, whatever the chunk holds.
 */
export function estimateCompletion(request: CompletionRequest, before: Said, said: Said): ModelUsage {
  const { messages, tools, response_format } = request;
  const asked = JSON.stringify({ messages, tools, response_format }, withoutFiles) + before.text;
  const usage = estimateUsage(asked, said.text.slice(before.text.length));
  return { ...usage, output_tokens: Math.max(usage.output_tokens, said.chunks - before.chunks) };
}

/** Files are no text: their bytes are not read as such. */
const withoutFiles = (key: string, value: unknown): unknown =>
  key === 'data' || (typeof value === 'string' && value.startsWith('data:')) ? undefined : value;
