import * as z from 'zod';
import { AttemptView } from '../../shared/http/attempt-view.ts';

/** A chat completion of OpenAI's API, with the field that is ours. */
export const CompletionView = z.looseObject({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string().describe('The model that answered; `placeholder` where none did.'),
  choices: z.array(
    z.looseObject({
      index: z.int(),
      message: z.looseObject({ role: z.literal('assistant'), content: z.string().nullable() }),
      finish_reason: z.string(),
    }),
  ),
  multi_agent: z
    .object({
      id: z.string().describe('The stored calls behind the answer carry it.'),
      provider: z.string(),
      model: z.string().nullable(),
      cost_usd: z.number(),
      degraded: z.boolean(),
      degraded_reason: z.string().nullable(),
      attempts: z.array(AttemptView),
    })
    .describe("Not of OpenAI's API: who answered, and how it went."),
});
