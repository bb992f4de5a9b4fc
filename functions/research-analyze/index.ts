import type * as z from 'zod';
import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { analyze } from '../../shared/agents/research/contracts.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import { generateObject } from '../../shared/llm/generate-object.ts';
import { liveLlm } from '../../shared/llm/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNotices } from '../../shared/tasks/live.ts';
import { checkNotes } from './check-notes.ts';
import { extractNotes } from './extract-notes.ts';
import { GivenNotes, notesRequest } from './notes-request.ts';

/** Takes evidence notes: the model's, each quote checked against its passage, or without one the passages' central sentences. */
export const step = defineStep({
  ...analyze,
  async run(input: z.output<typeof analyze.input>, ports: Pick<Ports, 'llm'>, context) {
    if (!input.passages.length) {
      context.degrade('Nothing in the knowledge base fits the query: add documents with POST /documents.');
      return { notes: [], citations: { checked: 0, failed: 0 } };
    }
    const { object, answer } = await generateObject(GivenNotes, notesRequest(input), context.signal, ports);
    if (object) return checkNotes(object.notes, input);
    context.degrade(answer.degraded_reason ?? 'The evidence is extracted without a language model.');
    const notes = extractNotes(input);
    return { notes, citations: { checked: notes.length, failed: 0 } };
  },
});

export const handler = lambdaStep(step, { database: liveDatabase, notices: liveNotices, llm: liveLlm });
