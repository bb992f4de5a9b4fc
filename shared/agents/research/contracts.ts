import * as z from 'zod';

/** What a caller may set for a research task. */
export const ResearchInput = z.strictObject({
  questions: z.number().int().min(1).max(8).default(4).describe('How many sub-questions to work on.'),
  passages: z.number().int().min(1).max(20).default(6).describe('How many passages to retrieve for each sub-question.'),
});

const Language = z.enum(['zh', 'en']).describe('The language of the query, and so of the report.');
const Question = z.object({
  id: z.string(),
  text: z.string(),
  subject: z
    .string()
    .optional()
    .describe('What a passage must be on to count; absent where a model asks, since a model reads what is found.'),
});

const EvidencePassage = z.object({
  passage_id: z.string(),
  document_id: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  text: z.string(),
});
export type EvidencePassage = z.output<typeof EvidencePassage>;

/** A claim, and the words of a passage that bear it out. */
const Note = z.object({
  question_id: z.string(),
  claim: z.string(),
  passage_id: z.string(),
  /** Verbatim in the passage. */
  quote: z.string(),
});
export type Note = z.output<typeof Note>;

const Citations = z.object({
  checked: z
    .number()
    .int()
    .describe('Citations that were made: the marks [n] of the text, and those that were dropped.'),
  failed: z
    .number()
    .int()
    .describe('Those of them that were dropped: an unknown source, or a quote that is not in it.'),
});

/** The result of a research task. */
export const ResearchResult = z.object({
  summary: z.string(),
  report: z.string().describe('The whole report in Markdown; [n] points to sources.'),
  sections: z.array(z.object({ heading: z.string(), body: z.string() })),
  open_questions: z.array(z.string()),
  sources: z.array(
    z.object({
      n: z.number().int(),
      document_id: z.string(),
      title: z.string(),
      url: z.string().nullable(),
      quotes: z.array(z.string()).describe('Verbatim in the stored document.'),
    }),
  ),
  citations: Citations,
});
export type ResearchResult = z.output<typeof ResearchResult>;

/** Three providers at two tries of a minute each fit in; a worker may die under a step five times before the task fails. */
const limits = { timeoutSeconds: 600, retries: 5 };

/** The query → sub-questions. */
export const plan = {
  name: 'research-plan',
  summary: 'Splits the query into sub-questions.',
  input: z.object({ query: z.string(), questions: z.number() }),
  output: z.object({ language: Language, questions: z.array(Question).min(1) }),
  ...limits,
};

/** One sub-question → the passages that may answer it. */
export const retrieve = {
  name: 'research-retrieve',
  summary: 'Finds the passages of the knowledge base for one sub-question.',
  input: z.object({ query: z.string(), question: Question, passages: z.number() }),
  output: z.object({ question_id: z.string(), passages: z.array(EvidencePassage) }),
  timeoutSeconds: 60,
  retries: 5,
};

/** All passages → evidence notes, each quote checked against its passage. */
export const analyze = {
  name: 'research-analyze',
  summary: 'Takes evidence notes: claims, each with its source and a verbatim quote.',
  input: z.object({
    query: z.string(),
    language: Language,
    questions: z.array(Question),
    found: z.array(z.object({ question_id: z.string(), passage_ids: z.array(z.string()) })),
    passages: z.array(EvidencePassage),
  }),
  output: z.object({ notes: z.array(Note), citations: Citations }),
  ...limits,
};

/** Notes → the cited report. */
export const report = {
  name: 'research-report',
  summary: 'Writes the report and resolves its citations.',
  input: z.object({
    query: z.string(),
    language: Language,
    questions: z.array(Question),
    notes: z.array(Note),
    passages: z.array(EvidencePassage.omit({ text: true })),
    citations: Citations,
  }),
  output: ResearchResult,
  ...limits,
};
