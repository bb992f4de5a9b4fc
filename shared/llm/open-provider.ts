import { openAnthropic } from './anthropic.ts';
import { deepseekBody } from './deepseek-body.ts';
import type { ModelProvider } from './model-provider.ts';
import { openOpenai } from './openai.ts';
import { openaiBody } from './openai-body.ts';
import type { SelectedProvider } from './select-providers.ts';

/** The adapter for a selected provider; it loads its SDK at the first call. */
export function openProvider(selected: SelectedProvider): ModelProvider {
  if (selected.provider === 'anthropic') return openAnthropic(selected);
  return openOpenai(selected, selected.provider === 'deepseek' ? deepseekBody : openaiBody);
}
