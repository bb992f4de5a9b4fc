import * as z from 'zod';

/** The kinds of analysis. */
export const analysisTypes = ['statistical', 'comparative', 'trend', 'summary'] as const;
export type AnalysisType = (typeof analysisTypes)[number];

/** Characters of data (of rows: as JSON) that are answered at once, and that a task takes as its input. */
export const smallData = 100_000;

const Cell = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);
const someRows = 'must have at least one row';

/** Where the data comes from: exactly one of these. */
const source = {
  data: z
    .union([
      z.string().min(1, 'must not be empty'),
      z.array(z.record(z.string().max(1000), Cell)).min(1, someRows),
      z.array(z.array(Cell)).min(1, someRows),
    ])
    .optional()
    .describe('A table: CSV text (any usual delimiter) or Markdown, rows as objects, or rows as arrays.'),
  text: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .optional()
    .describe('A text to analyse, for statistical and summary.'),
  data_source: z
    .uuid('must be a document_id as GET /documents lists them')
    .optional()
    .describe('A document of the knowledge base: CSV, a text with a Markdown table, or any text.'),
};

const options = {
  analysis_type: z
    .enum(analysisTypes)
    .describe(
      'statistical: each column and correlations; comparative: groups; trend: along time; summary: the essentials.',
    ),
  group_by: z.string().max(1000).optional().describe('comparative: the column of the groups; chosen where absent.'),
  header: z.boolean().optional().describe('Is the first row the header? Found out where absent.'),
  language: z
    .enum(['zh', 'en'])
    .optional()
    .describe('The language of the answer; that of the question, or of the data, where absent.'),
  cache: z.boolean().optional().describe('May a model’s earlier answer to the same facts and question be given again?'),
};

type Source = Partial<Record<'data' | 'text' | 'data_source' | 'data_set', unknown>>;

const oneSource = ({ data, text, data_source, data_set }: Source, context: z.RefinementCtx) => {
  const given = [data, text, data_source, data_set].filter((one) => one !== undefined).length;
  if (given === 1) return;
  const message =
    given === 0
      ? 'Send what to analyse: data (rows or CSV text), text, or data_source (a document_id).'
      : 'Send only one of data, text and data_source.';
  context.addIssue({ code: 'custom', path: given === 0 ? ['data'] : [], message });
};

/** The body of `POST /analysis`. */
export const AnalysisRequest = z
  .strictObject({
    ...source,
    ...options,
    question: z.string().trim().min(1).max(4000).optional().describe('What you want to know, in Chinese or English.'),
    max_cost_usd: z.number().nonnegative().max(1e6).optional().describe('The most that model calls may cost, in USD.'),
  })
  .superRefine(oneSource);
export type AnalysisRequest = z.output<typeof AnalysisRequest>;

/** The `input` of an analysis task; its query is the question. */
export const AnalysisInput = z
  .strictObject({
    ...source,
    data_set: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be one that POST /analysis made')
      .optional()
      .describe('Data that POST /analysis keeps for its task.'),
    ...options,
  })
  .superRefine(oneSource)
  .superRefine((input, context) => {
    const path = input.data === undefined ? 'text' : 'data';
    if (sizeOf(input) <= smallData) return;
    const message = `has more than ${smallData} characters, the most that a task takes: send it to POST /analysis, which makes a task of it, or store it with POST /documents and name it as data_source.`;
    context.addIssue({ code: 'custom', path: [path], message });
  });
export type AnalysisInput = z.output<typeof AnalysisInput>;

/** Characters of the data that came along. */
export const sizeOf = ({ data, text }: { data?: unknown; text?: string | undefined }): number =>
  (text ?? (typeof data === 'string' ? data : JSON.stringify(data ?? ''))).length;
