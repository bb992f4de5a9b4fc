import { expect, test } from 'vitest';
import { languageOf } from '../../shared/retrieval/language-of.ts';
import { facetQuestions } from './facet-questions.ts';
import { subjectOf } from './subject-of.ts';

function questionsOn(query: string, count: number): string[] {
  const language = languageOf(query);
  return facetQuestions(query, subjectOf(query, language), language, count);
}

test('a Chinese query becomes questions on facets of its subject', () => {
  const questions = questionsOn('人工智能在医疗领域的应用前景', 4);
  expect(questions).toEqual([
    '人工智能在医疗领域目前有哪些主要应用？',
    '人工智能在医疗领域能带来哪些好处和价值？',
    '人工智能在医疗领域有哪些局限、风险和挑战？',
    '人工智能在医疗领域未来会怎样发展，前景如何？',
  ]);
});

test('a query that is a question is asked as it is first, then the facets of its subject that it does not ask for', () => {
  expect(questionsOn('What are the risks of AI in medicine?', 3)).toEqual([
    'What are the risks of AI in medicine?',
    'What are the main uses of AI in medicine today?',
    'What are the benefits of AI in medicine?',
  ]);
  expect(questionsOn('手术机器人有哪些风险？', 8)).toEqual([
    '手术机器人有哪些风险？',
    ...questionsOn('手术机器人', 8).filter((question) => !question.includes('风险')),
  ]);
});

test('the facet that a query asks for is among few', () => {
  expect(questionsOn('请分析手术机器人的风险', 1)).toEqual(['手术机器人有哪些局限、风险和挑战？']);
  expect(questionsOn('The outlook for surgical robots', 1)).toEqual([
    'How will surgical robots develop, and what is the outlook?',
  ]);
});

test('a question without a noun phrase for its subject keeps its words, and the facets point to it', () => {
  expect(questionsOn('AI会取代医生吗？', 2)).toEqual(['AI会取代医生吗？', 'AI会取代医生吗？这目前有哪些主要应用？']);
  expect(questionsOn('Should hospitals adopt AI', 2)).toEqual([
    'Should hospitals adopt AI',
    'Should hospitals adopt AI? What are the main uses of this today?',
  ]);
});

test('a subject that is a whole text is told once', () => {
  const text = 'We run a hospital. '.repeat(20).trim();
  expect(questionsOn(text, 4)).toEqual([text]);
});

test('a Latin word stands apart from the Chinese around it', () => {
  expect(questionsOn('医学影像 AI', 1)).toEqual(['医学影像 AI 目前有哪些主要应用？']);
});

test('a subject of replacement patterns stays as it is', () => {
  expect(questionsOn('$& and $1', 1)[0]).toContain('$& and $1');
});

test('mixed text is Chinese, text without letters English', () => {
  expect(languageOf('用 pg-boss 做 durable queue 的优点')).toBe('zh');
  expect(languageOf('Traditional Chinese medicine (中医) and modern large language models')).toBe('en');
  expect(languageOf('123 !?')).toBe('en');
});
