import type * as z from 'zod';
import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { analyze } from '../../shared/agents/research/contracts.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import { generateObject } from '../../shared/llm/generate-object.ts';
import { liveLlm } from '../../shared/llm/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNudge } from '../../shared/queue/live.ts';
import { liveNotices } from '../../shared/tasks/live.ts';
import { metrics } from '../../shared/telemetry/metrics.ts';
import { checkNotes } from './check-notes.ts';
import { extractNotes } from './extract-notes.ts';
import { GivenNotes, notesRequest } from './notes-request.ts';

/** Takes evidence notes: the model's, each quote checked against its passage, or without one the passages' central sentences. */
export const step = defineStep({
  ...analyze,
  async run(input: z.output<typeof analyze.input>, ports: Pick<Ports, 'llm'>, context) {
    if (!input.passages.length) {
      context.degrade(nothing);
      return { notes: [], citations: { checked: 0, failed: 0 } };
    }
    const { object, answer } = await generateObject(GivenNotes, notesRequest(input), context.signal, ports);
    if (object) {
      const checked = checkNotes(object.notes, input);
      const { checked: given, failed } = checked.citations;
      metrics().citations.inc({ outcome: 'verified' }, given - failed);
      metrics().citations.inc({ outcome: 'failed' }, failed);
      if (!checked.notes.length) context.degrade(checked.citations.failed ? unverified : unanswered);
      return checked;
    }
    context.degrade(answer.degraded_reason ?? 'The evidence is extracted without a language model.');
    const notes = extractNotes(input);
    if (!notes.length) context.degrade(nothing);
    return { notes, citations: { checked: notes.length, failed: 0 } };
  },
});

const nothing = 'Nothing in the knowledge base fits the query: add documents with POST /documents.';
const unverified = 'No quote could be verified: none that the language model gave is in its source.';
const unanswered = 'The language model found no evidence in the passages.';

export const handler = lambdaStep(step, {
  database: liveDatabase,
  notices: liveNotices,
  nudge: liveNudge,
  llm: liveLlm,
});
