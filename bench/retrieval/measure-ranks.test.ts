import { expect, it } from 'vitest';
import { withKnowledgeBase } from './knowledge-base.ts';
import { measureRanks } from './measure-ranks.ts';
import { readQuestions } from './read-questions.ts';

const paragraphs = [
  { context: '肺结节可以在胸部扫描中检出。', qas: [{ question: '肺结节在哪里检出？' }, { question: '' }] },
  {
    context: '联邦学习不交换原始数据。',
    qas: [{ question: '什么不交换原始数据？' }, { question: '胸部扫描检出什么？' }],
  },
];

it('counts at which rank each context is found, and a question that is refused as not found', async () => {
  const questions = readQuestions({ data: [{ paragraphs }] });
  const figures = await withKnowledgeBase(undefined, (knowledgeBase) => measureRanks(questions, knowledgeBase));
  expect(figures).toEqual({ documents: 2, recallAt1: 0.5, recallAt5: 0.5, recallAt10: 0.5, mrrAt10: 0.5 });
});
