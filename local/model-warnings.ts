import type { Config } from '../shared/config.ts';
import { diagnoseSelection } from '../shared/llm/diagnose-selection.ts';

/** What whoever starts a process must know of the settings for models, a line each; nothing where all is well. */
export const modelWarnings = (config: Config, variables: Record<string, string>): string[] =>
  diagnoseSelection(config, variables, new Date())
    .warnings.filter(({ severity }) => severity !== 'hint')
    .map(({ message, fix }) => `Warning: ${message} ${fix} GET /debug/llm tells more.`);
