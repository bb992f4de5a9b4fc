import { liveBudget, liveEngine, recordLiveAnswer } from '../live.ts';
import type { Completions } from './completions.ts';
import { openCompletions } from './open-completions.ts';

let opened: Completions | undefined;

const open = (): Completions => {
  opened ??= openCompletions({ engine: liveEngine(), budget: liveBudget(), answered: recordLiveAnswer });
  return opened;
};

/** This process' chat completions, by the same providers as its language model; opened at the first use. */
export const liveCompletions: Completions = {
  models: () => open().models(),
  complete: (request, signal) => open().complete(request, signal),
  stream: (request, signal) => open().stream(request, signal),
};
