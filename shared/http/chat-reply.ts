import * as z from 'zod';
import { AttemptView, UsageView } from './attempt-view.ts';

/** The answer to a chat message: a reply, and who gave it. */
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
