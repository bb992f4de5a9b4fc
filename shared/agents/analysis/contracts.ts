import * as z from 'zod';
import { AnalysisFacts } from '../../analysis/analysis-facts.ts';
import { AnalysisInput, analysisTypes } from '../../analysis/analysis-request.ts';
import { AnalysisResult } from '../../analysis/analysis-result.ts';

/** The data → everything that is computed of it. */
export const compute = {
  name: 'analysis-compute',
  summary: 'Reads the data and computes its statistics.',
  input: z.object({ question: z.string(), input: AnalysisInput }),
  output: z.object({ language: z.enum(['zh', 'en']), facts: AnalysisFacts }),
  timeoutSeconds: 120,
  retries: 5,
};

/** The facts → an answer in words whose numbers are checked. */
export const explain = {
  name: 'analysis-explain',
  summary: 'Explains the facts and checks every number of the explanation.',
  input: z.object({
    question: z.string(),
    analysis_type: z.enum(analysisTypes),
    language: z.enum(['zh', 'en']),
    facts: AnalysisFacts,
    cache: z.boolean().optional(),
  }),
  output: AnalysisResult,
  timeoutSeconds: 600,
  retries: 5,
};
