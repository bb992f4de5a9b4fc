import { defineAgent, type Progress, stage } from '../define-agent.ts';
import { analyze, type EvidencePassage, plan, ResearchInput, report, retrieve } from './contracts.ts';

/** Answers a question with a cited report on what the knowledge base says. */
export const research = defineAgent({
  name: 'research',
  description:
    'Plans sub-questions, retrieves passages of the knowledge base for each in parallel, takes evidence notes with verbatim quotes, and writes a cited report.',
  input: ResearchInput,
  stages: [
    stage(plan, ({ task }) => [
      { key: 'plan', input: { query: task.query, questions: inputOf(task.input).questions } },
    ]),
    stage(retrieve, (progress) =>
      planOf(progress).questions.map((question) => ({
        key: question.id,
        input: { query: progress.task.query, question, passages: inputOf(progress.task.input).passages },
      })),
    ),
    stage(analyze, (progress) => [
      {
        key: 'analyze',
        input: {
          query: progress.task.query,
          ...planOf(progress),
          found: progress.outputsOf(retrieve).map(({ question_id, passages }) => ({
            question_id,
            passage_ids: passages.map(({ passage_id }) => passage_id),
          })),
          passages: passagesOf(progress),
        },
      },
    ]),
    stage(report, (progress) => [
      {
        key: 'report',
        input: {
          query: progress.task.query,
          ...planOf(progress),
          ...(progress.outputsOf(analyze)[0] ?? { notes: [], citations: { checked: 0, failed: 0 } }),
          passages: passagesOf(progress).map(({ text: _, ...passage }) => passage),
        },
      },
    ]),
  ],
  result: ({ outputsOf }) => outputsOf(report)[0],
});

const inputOf = (input: unknown) => ResearchInput.parse(input);

function planOf({ outputsOf }: Progress) {
  const [planned] = outputsOf(plan);
  if (!planned) throw new Error('the plan is missing');
  return planned;
}

/** What was retrieved for any sub-question, each passage once. */
function passagesOf({ outputsOf }: Progress): EvidencePassage[] {
  const all = outputsOf(retrieve).flatMap(({ passages }) => passages);
  return [...new Map(all.map((passage) => [passage.passage_id, passage])).values()];
}
