import { type PassageSentence, sentenceCandidates } from './sentence-candidates.ts';
import { cosine, termVectors } from './term-vectors.ts';

/** The weight of relevance to the query against centrality among the sentences; the paper's best lie between 0.7 and 0.95. */
const bias = 0.7;
const rounds = 30;

/** The weight of rank against novelty. */
const mmrLambda = 0.7;

/** Sentences compared with one another at most: the cost grows with their square. */
const mostCandidates = 300;

/**
 * The `count` sentences of the passages that answer the query best, the best first, each an exact part of its passage:
 * biased LexRank (Otterbacher, Erkan and Radev, "Using Random Walks for Question-focused Sentence Retrieval", HLT/EMNLP
 * 2005), chosen for diversity by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).
 */
export function extractSentences(
  query: string,
  passages: { passage_id: string; text: string }[],
  count: number,
): PassageSentence[] {
  const candidates = sentenceCandidates(passages).slice(0, mostCandidates);
  const textOf = new Map(passages.map(({ passage_id, text }) => [passage_id, text]));
  const texts = candidates.map(({ sentence }) => sentence);
  const [asked = new Map(), ...vectors] = termVectors([query, ...texts, ...textOf.values()]);
  const sentences = vectors.slice(0, texts.length);
  const around = new Map(
    [...textOf.keys()].map((id, index) => [id, cosine(asked, vectors[texts.length + index] ?? new Map())]),
  );
  const relevance = candidates.map(
    ({ passage_id }, index) => cosine(asked, sentences[index] ?? new Map()) + (around.get(passage_id) ?? 0),
  );
  const similarity = sentences.map((a) => sentences.map((b) => cosine(a, b)));
  const chosen = chooseDiverse(biasedRanks(relevance, similarity), similarity, count);
  return chosen.map((index) => candidates[index] as PassageSentence);
}

/** The random walk's stationary distribution: to a sentence by its relevance, or from a sentence to one like it. */
function biasedRanks(relevance: number[], similarity: number[][]): number[] {
  const relevances = sum(relevance);
  // Where no sentence has a word of the query, centrality alone decides.
  const restart = relevance.map((value) => (relevances > 0 ? value / relevances : 1 / relevance.length));
  const outgoing = similarity.map((row) => sum(row) || 1);
  let ranks = restart;
  for (let round = 0; round < rounds; round += 1) {
    const shares = ranks.map((rank, index) => rank / (outgoing[index] as number));
    ranks = restart.map((value, index) => bias * value + (1 - bias) * dot(similarity[index] as number[], shares));
  }
  return ranks;
}

function chooseDiverse(ranks: number[], similarity: number[][], count: number): number[] {
  const top = Math.max(...ranks);
  const nearest = ranks.map(() => 0);
  const left = new Set(ranks.keys());
  const chosen: number[] = [];
  while (chosen.length < count && left.size > 0) {
    const value = (index: number) =>
      (mmrLambda * (ranks[index] as number)) / top - (1 - mmrLambda) * (nearest[index] as number);
    const best = [...left].reduce((a, b) => (value(b) > value(a) ? b : a));
    chosen.push(best);
    left.delete(best);
    for (const index of left) nearest[index] = Math.max(nearest[index] as number, similarity[index]?.[best] ?? 0);
  }
  return chosen;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const dot = (a: number[], b: number[]): number =>
  a.reduce((total, value, index) => total + value * (b[index] as number), 0);
