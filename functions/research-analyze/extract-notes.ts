import type * as z from 'zod';
import type { analyze, Note } from '../../shared/agents/research/contracts.ts';
import { extractSentences } from '../../shared/retrieval/extract-sentences.ts';
import { onSubject } from '../../shared/retrieval/on-subject.ts';

/** Sentences for each sub-question: some eight in all, but no fewer than four. */
const sentencesFor = (questions: number) => Math.max(4, Math.floor(8 / questions));

/**
 * Evidence notes without a model: for each sub-question the central sentences of its passages, no sentence twice. Of
 * what a model's own sub-question found, only passages that have a word of the query's subject count.
 */
export function extractNotes({ query, questions, found, passages }: z.output<typeof analyze.input>): Note[] {
  const byId = new Map(passages.map((passage) => [passage.passage_id, passage]));
  const used = new Set<string>();
  const isOn = onSubject(query);
  const sentencesPerQuestion = sentencesFor(questions.length);
  return questions.flatMap(({ id, text, subject }) => {
    const ids = found.find(({ question_id }) => question_id === id)?.passage_ids ?? [];
    const known = ids.map((passageId) => byId.get(passageId)).filter((passage) => passage !== undefined);
    const sentences = extractSentences(
      text,
      subject === undefined ? known.filter(isOn) : known,
      sentencesPerQuestion + used.size,
    )
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
