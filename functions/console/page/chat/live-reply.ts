import type { ChatReply } from '../api/types.ts';

/** A reply as far as it has come. */
export interface LiveReply {
  text: string;
  /** Why another model went on with it, each time one did. */
  fallbacks: string[];
  /** Everything about it, once it is complete. */
  end: ChatReply | undefined;
  isDone: boolean;
}

/** A reply of which nothing has come yet. */
export const newReply = (): LiveReply => ({ text: '', fallbacks: [], end: undefined, isDone: false });

/** The reply after one more event of its stream. */
export function apply(
  reply: LiveReply,
  type: string,
  data: { text?: string; provider?: string | null; model?: string | null; reason?: string },
): LiveReply {
  if (type === 'delta') return { ...reply, text: reply.text + (data.text ?? '') };
  if (type === 'continued')
    return { ...reply, fallbacks: [...reply.fallbacks, `${data.provider} ${data.model ?? ''}: ${data.reason}`] };
  if (type !== 'end') return reply;
  const end = data as ChatReply;
  return { ...reply, text: end.reply, end, isDone: true };
}
