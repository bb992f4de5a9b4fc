import type * as z from 'zod';
import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { report } from '../../shared/agents/research/contracts.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import { generateObject } from '../../shared/llm/generate-object.ts';
import { liveLlm } from '../../shared/llm/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNudge } from '../../shared/queue/live.ts';
import { liveNotices } from '../../shared/tasks/live.ts';
import { assembleReport } from './assemble-report.ts';
import { DraftReport, draftRequest } from './draft-request.ts';
import { emptyDraft } from './empty-draft.ts';
import { extractiveDraft } from './extractive-draft.ts';
import { tidyDraft } from './tidy-draft.ts';

/** Writes the report from the notes: the model's draft, or without one the notes as they are; citations are resolved by code. */
export const step = defineStep({
  ...report,
  async run(input: z.output<typeof report.input>, ports: Pick<Ports, 'llm'>, context) {
    if (!input.notes.length) return assembleReport(emptyDraft(input), input);
    const { object, answer } = await generateObject(DraftReport, draftRequest(input), context.signal, ports);
    if (!object) {
      context.degrade(answer.degraded_reason ?? 'The report is put together without a language model.');
      return assembleReport(extractiveDraft(input), input);
    }
    const draft = tidyDraft(object);
    const written = assembleReport(draft, input);
    if (written.sources.length) return written;
    context.degrade('The report of the language model cites none of the evidence.');
    return assembleReport({ ...draft, notice: uncited[input.language] }, input);
  },
});

const uncited = {
  zh: '注意：语言模型撰写的这份报告没有引用任何证据，内容未经核实。',
  en: 'Caution: the language model cited no evidence in this report. Nothing in it is verified.',
};

export const handler = lambdaStep(step, {
  database: liveDatabase,
  notices: liveNotices,
  nudge: liveNudge,
  llm: liveLlm,
});
