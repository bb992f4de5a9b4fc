import * as z from 'zod';
import type { ModelUsage } from '../language-model.ts';
import { ModelError } from '../model-error.ts';
import { CompletionUsage, usageOf } from '../read-completion.ts';

const Chunk = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            tool_calls: z.array(z.unknown()).nullish(),
            function_call: z.unknown().optional(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: CompletionUsage.nullish(),
});

/** What is read of one chunk of a streamed completion. */
export interface CompletionChunk {
  has_choice: boolean;
  text: string;
  /** Does it tell of a call of a tool? Nobody else can go on with such an answer. */
  calls_tool: boolean;
  finish_reason: string | null;
  usage: ModelUsage | null;
}

/** Reads a chunk; throws a retryable ModelError for anything else. */
export function readChunk(body: unknown): CompletionChunk {
  const parsed = Chunk.safeParse(body);
  if (!parsed.success)
    throw new ModelError('invalid_output', 'A chunk is not one of a chat completion', { retryable: true });
  const { choices, usage } = parsed.data;
  const { delta, finish_reason } = choices?.[0] ?? {};
  return {
    has_choice: Boolean(choices?.length),
    text: delta?.content ?? '',
    calls_tool: Boolean(delta?.tool_calls?.length || delta?.function_call),
    finish_reason: finish_reason ?? null,
    usage: usageOf(usage),
  };
}
