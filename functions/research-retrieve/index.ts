import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { retrieve } from '../../shared/agents/research/contracts.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { liveNudge } from '../../shared/queue/live.ts';
import { searchPassages, searchPassagesOn } from '../../shared/retrieval/search-passages.ts';
import { liveNotices } from '../../shared/tasks/live.ts';

/** Finds the passages of the knowledge base for one sub-question, the best first. */
export const step = defineStep({
  ...retrieve,
  async run({ question, passages: limit }, ports: Pick<Ports, 'database'>) {
    const { text, subject } = question;
    const found = await (subject === undefined
      ? searchPassages(text, limit, ports)
      : searchPassagesOn(subject, text, limit, ports));
    const passages = found.map(({ passage_id, document_id, title, url, passage }) => ({
      passage_id,
      document_id,
      title,
      url,
      text: passage,
    }));
    return { question_id: question.id, passages };
  },
});

export const handler = lambdaStep(step, { database: liveDatabase, notices: liveNotices, nudge: liveNudge });
