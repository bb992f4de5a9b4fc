import type { Queryable } from '../database/database.ts';
import type { Turn } from './begin-turn.ts';

/** One thing that was said. */
export interface Said {
  role: 'user' | 'assistant';
  content: string;
}

/**
 * What was said up to a turn's message, which comes last; of a long session only the end, about `bytes` of UTF-8. What
 * stood in for a model's answer was not said by one, and is left out; so is a message that models refused: they would
 * refuse what follows for its sake.
 */
export async function readConversation(
  { session_id, number }: Turn,
  bytes: number,
  { database }: { database: Queryable },
): Promise<Said[]> {
  const { rows } = await database.query<Said>(
    `select role, content
     from (
       select number, role, content, sum(octet_length(content)) over (order by number desc) as bytes
       from session_messages message
       where session_id = $1 and number < $2 and content <> '' and provider is distinct from 'placeholder'
         and not exists (
           select from session_messages reply join llm_calls call on call.answer_id = reply.answer_id
           where message.role = 'user' and reply.session_id = message.session_id
             and reply.number = message.number + 1 and reply.provider = 'placeholder'
             and call.reason in ('bad_request', 'refused')
         )
     ) said
     where bytes <= $3 or number = $2 - 1
     order by number`,
    [session_id, number, bytes],
  );
  return rows;
}
