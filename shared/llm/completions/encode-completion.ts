import type { ModelAnswer, ModelUsage } from '../language-model.ts';
import { noteOf } from './answer-note.ts';

/** Ends every stream of OpenAI's API. */
export const endMark = 'data: [DONE]\n\n';

/** An answer of ours as OpenAI's chat completion. */
export const encodeCompletion = (answer: ModelAnswer): string =>
  JSON.stringify({
    ...headOf(answer, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answer.text, refusal: null },
        logprobs: null,
        finish_reason: answer.finish_reason,
      },
    ],
    usage: usageView(answer.usage),
    multi_agent: noteOf(answer),
  });

/** Who speaks in a stream of ours. */
export interface Speaker {
  id: string;
  model: string | null;
}

/** A piece of a streamed answer of ours; the first one names its role. */
export const encodePiece = (speaker: Speaker, content: string, first: boolean): string =>
  event({
    ...headOf(speaker, 'chat.completion.chunk'),
    choices: [{ index: 0, delta: first ? { role: 'assistant', content } : { content }, finish_reason: null }],
  });

/** The end of a streamed answer of ours, with its usage where the client asked for it. */
export function encodeEnd(answer: ModelAnswer, showUsage: boolean): string {
  const head = headOf(answer, 'chat.completion.chunk');
  const choices = [{ index: 0, delta: {}, finish_reason: answer.finish_reason }];
  const end = event({ ...head, choices, multi_agent: noteOf(answer) });
  const usage = showUsage ? event({ ...head, choices: [], usage: usageView(answer.usage) }) : '';
  return end + usage + endMark;
}

/** An error in the midst of a stream, which clients throw. */
export const encodeError = (message: string): string =>
  event({ error: { message, type: 'server_error', param: null, code: 'stream_broken' } });

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;

const headOf = ({ id, model }: Speaker, object: string) => ({
  id: `chatcmpl-${id}`,
  object,
  created: Math.floor(Date.now() / 1000),
  model: model ?? 'placeholder',
});

const usageView = ({ input_tokens, cached_input_tokens, output_tokens }: ModelUsage) => ({
  prompt_tokens: input_tokens,
  completion_tokens: output_tokens,
  total_tokens: input_tokens + output_tokens,
  prompt_tokens_details: { cached_tokens: cached_input_tokens },
});
