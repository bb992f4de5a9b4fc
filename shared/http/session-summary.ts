import * as z from 'zod';

/** A session as the API shows it in lists. */
export const SessionSummary = z.object({
  session_id: z.uuid(),
  agent_type: z.string().nullable().describe('The agent whose part its replies take, if any.'),
  title: z.string().describe('The beginning of its first message.'),
  messages: z.int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
