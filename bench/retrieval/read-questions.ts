import * as z from 'zod';

/** A question and the text that answers it. */
export interface Question {
  question: string;
  context: string;
}

const SquadLayout = z.object({
  data: z.array(
    z.object({
      paragraphs: z.array(z.object({ context: z.string(), qas: z.array(z.object({ question: z.string() })) })),
    }),
  ),
});

/** The questions of a set in SQuAD's layout, each with its context. */
export const readQuestions = (set: unknown): Question[] =>
  SquadLayout.parse(set).data.flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ context, qas }) => qas.map(({ question }) => ({ question, context }))),
  );
