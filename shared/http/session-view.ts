import * as z from 'zod';
import type { StoredMessage, StoredSession } from '../sessions/read-session.ts';
import { UsageView } from './attempt-view.ts';

const Time = z.iso.datetime();

const MessageView = z.object({
  number: z.int().describe('1, 2, 3, … within the session.'),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  created_at: Time.describe('Of a reply: when it was complete.'),
  status: z
    .enum(['complete', 'pending', 'interrupted'])
    .describe('Of a reply: pending while it is made; interrupted holds what was said before the client went away.'),
  provider: z.string().nullable().describe('Who answered; placeholder where no model did; null for what a user said.'),
  model: z.string().nullable(),
  usage: UsageView.nullable(),
  cost_usd: z.number().nullable(),
  degraded: z.boolean(),
  degraded_reason: z.string().nullable(),
});

/** A session with a page of its messages. */
export const SessionView = z.object({
  session_id: z.uuid(),
  agent_type: z.string().nullable().describe('The agent whose part its replies take, if any.'),
  created_at: Time,
  updated_at: Time,
  messages: z.array(MessageView).describe('Oldest first.'),
  next_cursor: z.string().nullable(),
});

/** How the API shows a stored session. */
export const viewSession = (
  { id, agent_type, created_at, updated_at }: StoredSession,
  messages: StoredMessage[],
  next_cursor: string | null,
): z.input<typeof SessionView> => ({
  session_id: id,
  agent_type,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
  messages: messages.map(viewMessage),
  next_cursor,
});

function viewMessage(message: StoredMessage): z.input<typeof MessageView> {
  const { number, role, content, created_at, input_tokens, cached_input_tokens, output_tokens, ...rest } = message;
  const known = input_tokens !== null && cached_input_tokens !== null && output_tokens !== null;
  const usage = known ? { input_tokens, cached_input_tokens, output_tokens } : null;
  return { number, role, content, created_at: created_at.toISOString(), ...rest, usage };
}
