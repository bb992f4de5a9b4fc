import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { compatibleBody } from './compatible-body.ts';
import type { ModelRequest } from './language-model.ts';

type DeepseekBody = ChatCompletionCreateParamsNonStreaming & { thinking: { type: 'disabled' } };

/** A request in DeepSeek's words: it knows no JSON Schema, so that the schema stands in the system prompt; it does not think. */
export const deepseekBody = (request: ModelRequest, model: string): DeepseekBody => ({
  ...compatibleBody(request, model),
  thinking: { type: 'disabled' },
});
