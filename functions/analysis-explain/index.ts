import { explain } from '../../shared/agents/analysis/contracts.ts';
import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { explainFacts } from '../../shared/analysis/explain-facts.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import { liveLlm } from '../../shared/llm/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNudge } from '../../shared/queue/live.ts';
import { liveNotices } from '../../shared/tasks/live.ts';

/** Explains the facts: a model's words with every number checked, or without one the facts as sentences. */
export const step = defineStep({
  ...explain,
  async run(input, ports: Pick<Ports, 'llm'>, context) {
    const { result, answer } = await explainFacts(input, context.signal, ports);
    if (answer.degraded) context.degrade(answer.degraded_reason ?? 'The facts are not explained by a language model.');
    return result;
  },
});

export const handler = lambdaStep(step, {
  database: liveDatabase,
  notices: liveNotices,
  nudge: liveNudge,
  llm: liveLlm,
});
