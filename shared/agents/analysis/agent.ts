import { AnalysisInput } from '../../analysis/analysis-request.ts';
import { defineAgent, stage } from '../define-agent.ts';
import { compute, explain } from './contracts.ts';

/** Computes statistics of data or a text and explains them. */
export const analysis = defineAgent({
  name: 'analysis',
  description:
    'Computes statistics, comparisons and trends of a table, or facts of a text, and explains them; every number of the explanation is checked against the computed ones. The query is the question.',
  input: AnalysisInput,
  // Loaded only here: whoever merely lists agents needs no parser.
  check: async ({ query, input }, ports) =>
    (await import('../../analysis/check-analysis.ts')).checkTask(query, AnalysisInput.parse(input), ports),
  stages: [
    stage(compute, ({ task }) => [
      { key: 'compute', input: { question: task.query, input: AnalysisInput.parse(task.input) } },
    ]),
    stage(explain, ({ task, outputsOf }) => {
      const { analysis_type, cache } = AnalysisInput.parse(task.input);
      return outputsOf(compute).map((computed) => ({
        key: 'explain',
        input: { question: task.query, analysis_type, cache, ...computed },
      }));
    }),
  ],
  result: ({ outputsOf }) => outputsOf(explain)[0],
});
