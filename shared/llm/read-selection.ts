import type { NoProvider } from './placeholder.ts';
import { type LlmConfig, type SelectedProvider, selectProviders } from './select-providers.ts';
import { SelectionError } from './selection-error.ts';

export interface Selection {
  /** In the order in which they are tried; empty where none can be called. */
  providers: SelectedProvider[];
  /** What to say where the list is empty. */
  noProvider: NoProvider;
}

/** The providers that a configuration selects; none where it is wrong: answers are then degraded, and say what is. */
export function readSelection(config: LlmConfig): Selection {
  try {
    const noProvider = config.LLM_PROVIDER === 'placeholder' ? 'switched_off' : 'no_key';
    return { providers: selectProviders(config), noProvider };
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    return { providers: [], noProvider: { misconfigured: error.message } };
  }
}
