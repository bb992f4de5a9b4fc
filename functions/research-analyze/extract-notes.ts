import type * as z from 'zod';
import type { analyze, Note } from '../../shared/agents/research/contracts.ts';
import { extractSentences } from '../../shared/retrieval/extract-sentences.ts';

const sentencesPerQuestion = 4;

/** Evidence notes without a model: for each sub-question the central sentences of its passages, no sentence twice. */
export function extractNotes({ questions, found, passages }: z.output<typeof analyze.input>): Note[] {
  const byId = new Map(passages.map((passage) => [passage.passage_id, passage]));
  const used = new Set<string>();
  return questions.flatMap(({ id, text }) => {
    const ids = found.find(({ question_id }) => question_id === id)?.passage_ids ?? [];
    const own = ids.map((passageId) => byId.get(passageId)).filter((passage) => passage !== undefined);
    const sentences = extractSentences(text, own, sentencesPerQuestion + used.size)
      .filter(({ sentence }) => !used.has(sentence))
      .slice(0, sentencesPerQuestion);
    for (const { sentence } of sentences) used.add(sentence);
    return sentences.map(({ passage_id, sentence }) => ({
      question_id: id,
      claim: sentence,
      passage_id,
      quote: sentence,
    }));
  });
}
