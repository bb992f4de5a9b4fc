import { openAnthropic } from './anthropic.ts';
import { compatibleBody } from './compatible-body.ts';
import { deepseekBody } from './deepseek-body.ts';
import type { ModelProvider } from './model-provider.ts';
import { openOpenai } from './openai.ts';
import { openaiBody } from './openai-body.ts';
import type { SelectedProvider } from './select-providers.ts';
import { tracedProvider } from './traced-provider.ts';

const bodies = { openai: openaiBody, deepseek: deepseekBody, 'openai-compatible': compatibleBody };

/** The adapter for a selected provider; it loads its SDK at the first call. */
export const openProvider = (selected: SelectedProvider): ModelProvider => tracedProvider(adapterOf(selected));

function adapterOf(selected: SelectedProvider): ModelProvider {
  if (selected.provider === 'anthropic') return openAnthropic(selected);
  return openOpenai(selected, bodies[selected.provider]);
}
