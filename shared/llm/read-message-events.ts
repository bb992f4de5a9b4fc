import * as z from 'zod';
import type { ModelUsage } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { ProviderPiece } from './model-provider.ts';
import { MessageUsage, usageOfMessage } from './read-message.ts';

const Event = z.object({
  type: z.string(),
  message: z.object({ usage: MessageUsage }).optional(),
  delta: z
    .object({ type: z.string().optional(), text: z.string().optional(), stop_reason: z.string().nullish() })
    .optional(),
  usage: MessageUsage.partial().optional(),
});

/** Reads the events of a streamed Anthropic message. Throws a ModelError when they refuse, or end before the answer does. */
export async function* readMessageEvents(events: AsyncIterable<unknown>): AsyncGenerator<ProviderPiece, void, void> {
  let usage: ModelUsage | null = null;
  let told: Partial<z.output<typeof MessageUsage>> = {};
  let stopReason: string | null | undefined;
  for await (const body of events) {
    const parsed = Event.safeParse(body);
    if (!parsed.success)
      throw new ModelError('invalid_output', 'An event is not one of a message', { retryable: true });
    const { message, delta, usage: later } = parsed.data;
    told = { ...told, ...message?.usage, ...known(later) };
    const whole = MessageUsage.safeParse(told);
    if (whole.success) usage = usageOfMessage(whole.data);
    stopReason = delta?.stop_reason ?? stopReason;
    if (stopReason === 'refusal') throw new ModelError('refused', 'The model refused to answer', { usage });
    const finish_reason = stopReason === 'max_tokens' ? 'length' : 'stop';
    yield { text: (delta?.type === 'text_delta' && delta.text) || '', usage, ...(stopReason && { finish_reason }) };
  }
  if (!usage) throw new ModelError('invalid_output', 'The stream holds no message', { retryable: true });
  if (!stopReason)
    throw new ModelError('connection', 'The stream broke off before its end', { retryable: true, usage });
}

/** The last events repeat the counts, where they know them; null there does not make void what was told before. */
const known = (usage: object = {}): object =>
  Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== null && count !== undefined));
