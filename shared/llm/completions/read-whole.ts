import * as z from 'zod';
import { throwErrorBody } from '../error-body.ts';
import type { ModelUsage } from '../language-model.ts';
import { ModelError } from '../model-error.ts';
import type { RawReply } from '../raw-reply.ts';
import { CompletionUsage, usageOf } from '../read-completion.ts';

const Whole = z.object({
  choices: z.tuple(
    [z.object({ message: z.looseObject({ content: z.string().nullish() }), finish_reason: z.string().nullish() })],
    z.unknown(),
  ),
  usage: CompletionUsage.nullish(),
});

/** A whole chat completion: as it came, and what was found in it. */
export interface WholeReply {
  json: string;
  text: string;
  finish_reason: string | null;
  usage: ModelUsage | null;
}

/** Reads an answer that is passed on. Throws a ModelError when it is no completion, or one that holds nothing. */
export async function readWhole({ bytes }: RawReply): Promise<WholeReply> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const json = Buffer.concat(chunks).toString();
  const body: unknown = JSON.parse(json);
  throwErrorBody(body);
  const whole = Whole.safeParse(body);
  if (!whole.success) throw new ModelError('invalid_output', 'The body is not a chat completion', { retryable: true });
  const [{ message, finish_reason }] = whole.data.choices;
  const usage = usageOf(whole.data.usage);
  const { content, refusal, tool_calls, function_call } = message;
  if (!content && !refusal && !tool_calls && !function_call)
    throw new ModelError('invalid_output', `Empty answer (${finish_reason})`, { retryable: true, usage });
  return { json, text: content ?? '', finish_reason: finish_reason ?? null, usage };
}
