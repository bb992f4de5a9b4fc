import type { KnowledgeBase } from './knowledge-base.ts';
import type { Question } from './read-questions.ts';

/** How well a question set's contexts were found: shares of all questions, from 0 to 1. */
export interface RetrievalFigures {
  documents: number;
  recallAt1: number;
  recallAt5: number;
  recallAt10: number;
  /** Mean of 1 / rank, where a context beyond rank 10 counts 0. */
  mrrAt10: number;
}

const documentsAtOnce = 25;

/** Adds each context once, asks each question, and looks where its context comes. A question that is refused (an empty one) counts as not found. */
export async function measureRanks(questions: Question[], knowledgeBase: KnowledgeBase): Promise<RetrievalFigures> {
  const contexts = [...new Set(questions.map(({ context }) => context))];
  const idOf = new Map<string, string>();
  for (let start = 0; start < contexts.length; start += documentsAtOnce) {
    const some = contexts.slice(start, start + documentsAtOnce);
    const ids = await knowledgeBase.add(some);
    for (const [index, context] of some.entries()) idOf.set(context, ids[index] as string);
  }
  const ranks: number[] = [];
  for (const { question, context } of questions) {
    const place = (await knowledgeBase.search(question, 10))?.indexOf(idOf.get(context) as string) ?? -1;
    ranks.push(place === -1 ? Number.POSITIVE_INFINITY : place + 1);
  }
  const recallAt = (limit: number) => ranks.filter((rank) => rank <= limit).length / ranks.length;
  const mrrAt10 = ranks.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length;
  return {
    documents: contexts.length,
    recallAt1: recallAt(1),
    recallAt5: recallAt(5),
    recallAt10: recallAt(10),
    mrrAt10,
  };
}
