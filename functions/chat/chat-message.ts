import * as z from 'zod';
import { AttemptView, UsageView } from '../../shared/http/attempt-view.ts';

/** The body of `POST /chat`. */
export const ChatMessage = z.strictObject({
  message: z.string().trim().min(1, 'must not be empty').max(200_000).describe('What you say, in any language.'),
  session_id: z
    .uuid('must be a session_id as POST /chat gave it; leave it out to begin a new session')
    .optional()
    .describe('The conversation that the message goes on with; absent, a new one begins.'),
  agent_type: z
    .string()
    .max(100)
    .optional()
    .describe('The agent whose part the model takes (see GET /agents): its system prompt. The session keeps it.'),
  stream: z.boolean().optional().describe('Answer with server-sent events, as `Accept: text/event-stream` does too.'),
  temperature: z.number().min(0).max(2).optional().describe('Sent to the models that take one.'),
  max_tokens: z.int().min(1).max(128_000).optional().describe('The most tokens that the reply may have.'),
  cache: z.boolean().optional().describe('May an earlier answer to the same conversation be given again?'),
});

export type ChatMessage = z.output<typeof ChatMessage>;

/** The answer to it: a reply, and who gave it. */
export const ChatReply = z.object({
  session_id: z.uuid().describe('Send it with the next message of this conversation.'),
  reply: z.string(),
  finish_reason: z.enum(['stop', 'length']).describe('`length` when the reply was cut at its most tokens.'),
  provider: z.string().describe('Who answered; placeholder where no model did.'),
  model: z.string().nullable(),
  usage: UsageView,
  cost_usd: z.number(),
  degraded: z.boolean().describe('Is the reply less than what was asked for?'),
  degraded_reason: z.string().nullable(),
  cached: z.boolean().describe('Is it an earlier answer, given again at no cost?'),
  attempts: z.array(AttemptView).describe('Every call that was made for it.'),
});
