import * as z from 'zod';
import { throwErrorBody } from './error-body.ts';
import { ModelError } from './model-error.ts';
import type { ProviderPiece } from './model-provider.ts';
import { CompletionUsage, usageOf } from './read-completion.ts';

const Chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: CompletionUsage.nullish(),
});

/** Reads the chunks of a streamed chat completion. Throws a ModelError when they refuse, or end before the answer does. */
export async function* readChunks(chunks: AsyncIterable<unknown>): AsyncGenerator<ProviderPiece, void, void> {
  let begun = false;
  let finished = false;
  for await (const body of chunks) {
    throwErrorBody(body);
    const chunk = Chunk.safeParse(body);
    if (!chunk.success)
      throw new ModelError('invalid_output', 'A chunk is not one of a chat completion', { retryable: true });
    const usage = usageOf(chunk.data.usage);
    const choice = chunk.data.choices?.[0];
    const { content, refusal } = choice?.delta ?? {};
    const reason = choice?.finish_reason;
    if (refusal || reason === 'content_filter') {
      throw new ModelError('refused', refusal || 'The content filter withheld the answer', { usage });
    }
    begun ||= choice !== undefined;
    finished ||= Boolean(reason);
    const finish_reason = reason === 'length' ? 'length' : 'stop';
    yield { text: content ?? '', usage, ...(reason && { finish_reason }) };
  }
  if (!begun) throw new ModelError('invalid_output', 'The stream holds no chat completion', { retryable: true });
  if (!finished) throw new ModelError('connection', 'The stream broke off before its end', { retryable: true });
}
