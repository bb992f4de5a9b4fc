import * as z from 'zod';

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
