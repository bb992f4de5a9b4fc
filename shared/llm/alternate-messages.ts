import type { ModelMessage } from './language-model.ts';

/** Messages of one speaker in a row become one; some servers refuse them. */
export function alternateMessages(messages: ModelMessage[]): ModelMessage[] {
  const joined: ModelMessage[] = [];
  for (const { role, content } of messages) {
    const last = joined.at(-1);
    if (last?.role === role) last.content += `\n\n${content}`;
    else joined.push({ role, content });
  }
  return joined;
}
