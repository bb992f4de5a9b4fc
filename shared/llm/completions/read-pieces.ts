import type { CallContext } from '../attempt-call.ts';
import { continuationDemand, continueRequest } from '../continue-request.ts';
import type { Callee } from '../engine.ts';
import { estimateTokens } from '../estimate-tokens.ts';
import type { ModelRequest } from '../language-model.ts';
import type { ModelProvider, ProviderPiece } from '../model-provider.ts';
import { readChunk } from './completion-chunk.ts';
import { type CompletionRequest, maxTokensOf } from './completion-request.ts';
import { passOn } from './pass-on.ts';
import { plainRequest } from './plain-request.ts';
import { dataOf, eventsOf } from './split-events.ts';

/** A completion's pieces as they are read from any provider; where a text broke off, `before`, those that go on with it. */
export async function* readPieces(
  request: CompletionRequest,
  { asked, before }: { asked: ModelRequest; before: string },
  provider: Callee & ModelProvider,
  context: CallContext,
): AsyncGenerator<ProviderPiece, void, void> {
  if (!provider.post) {
    for await (const piece of provider.stream(continueRequest(plainRequest(request, asked), before), context.signal)) {
      if (piece.usage) context.used(piece.usage);
      yield piece;
    }
    return;
  }
  for await (const block of passOn(continued(request, before), provider, context, { showUsage: true })) {
    for (const event of eventsOf(block)) {
      const data = dataOf(event);
      if (!data) continue;
      const { text, finish_reason } = readChunk(JSON.parse(data));
      yield { text, ...(finish_reason && { finish_reason: finish_reason === 'length' ? 'length' : 'stop' }) };
    }
  }
}

/** What follows is text: no call of a tool, and no whole object. */
function continued(request: CompletionRequest, before: string): CompletionRequest {
  if (!before) return request;
  const { response_format: _, tools: __, tool_choice: ___, parallel_tool_calls: ____, messages, ...rest } = request;
  const most = maxTokensOf(request);
  return {
    ...rest,
    messages: [...messages, { role: 'assistant', content: before }, { role: 'user', content: continuationDemand }],
    ...(most !== undefined && { max_completion_tokens: Math.max(1, most - estimateTokens(before)) }),
  };
}
