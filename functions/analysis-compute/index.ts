import { compute } from '../../shared/agents/analysis/contracts.ts';
import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { answerLanguage } from '../../shared/analysis/answer-language.ts';
import { computeFacts } from '../../shared/analysis/compute-facts.ts';
import { readSubject } from '../../shared/analysis/read-subject.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNudge } from '../../shared/queue/live.ts';
import { liveNotices } from '../../shared/tasks/live.ts';

/** Reads the data of a task and computes its statistics; no model has a part in it. */
export const step = defineStep({
  ...compute,
  async run({ question, input }, ports: Pick<Ports, 'database'>) {
    const subject = await readSubject(input, ports);
    const language = answerLanguage(input.language, question, subject);
    return { language, facts: computeFacts(subject, { ...input, question, language }) };
  },
});

export const handler = lambdaStep(step, { database: liveDatabase, notices: liveNotices, nudge: liveNudge });
