import * as z from 'zod';
import { AnalysisFacts } from './analysis-facts.ts';
import { analysisTypes } from './analysis-request.ts';

/** What an analysis gives: its answer in words, how far its numbers are computed ones, and the facts that it rests on. */
export const AnalysisResult = z.object({
  analysis_type: z.enum(analysisTypes),
  language: z.enum(['zh', 'en']),
  answer: z.string().describe('A model’s explanation of the facts, or without one the facts in words.'),
  findings: z.array(z.string()).describe('The single findings.'),
  numbers: z
    .object({
      checked: z.int().describe('Numbers in the answer and its findings.'),
      unknown: z.array(z.string()).describe('Those that were not computed: do not rely on them.'),
    })
    .describe('Every number of the text is compared with the computed ones and those of the question.'),
  facts: AnalysisFacts,
});
export type AnalysisResult = z.output<typeof AnalysisResult>;
