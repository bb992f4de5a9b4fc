import { defineStep } from '../../shared/agents/define-step.ts';
import { lambdaStep } from '../../shared/agents/lambda-step.ts';
import { retrieve } from '../../shared/agents/research/contracts.ts';
import { liveDatabase } from '../../shared/database/live.ts';
import type { Ports } from '../../shared/ports.ts';
import { searchPassages } from '../../shared/retrieval/search-passages.ts';
import { liveNotices } from '../../shared/tasks/live.ts';

/** Finds the passages of the knowledge base for one sub-question, the best first. */
export const step = defineStep({
  ...retrieve,
  async run({ question, passages: limit }, ports: Pick<Ports, 'database'>) {
    const found = await searchPassages(question.text, limit, ports);
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

export const handler = lambdaStep(step, { database: liveDatabase, notices: liveNotices });
