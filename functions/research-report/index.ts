import type * as z from 'zod';
import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { report } from '../../shared/agents/research/contracts.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import { generateObject } from '../../shared/llm/generate-object.ts';
import { liveLlm } from '../../shared/llm/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNotices } from '../../shared/tasks/live.ts';
import { assembleReport } from './assemble-report.ts';
import { DraftReport, draftRequest } from './draft-request.ts';
import { extractiveDraft } from './extractive-draft.ts';

/** Writes the report from the notes: the model's draft, or without one the notes as they are; citations are resolved by code. */
export const step = defineStep({
  ...report,
  async run(input: z.output<typeof report.input>, ports: Pick<Ports, 'llm'>, context) {
    if (!input.notes.length) return assembleReport(extractiveDraft(input), input);
    const { object, answer } = await generateObject(DraftReport, draftRequest(input), context.signal, ports);
    if (!object) context.degrade(answer.degraded_reason ?? 'The report is put together without a language model.');
    return assembleReport(object ?? extractiveDraft(input), input);
  },
});

export const handler = lambdaStep(step, { database: liveDatabase, notices: liveNotices, llm: liveLlm });
