import { expect, test } from 'vitest';
import { languageOf } from '../../shared/agents/research/language-of.ts';
import { facetQuestions } from './facet-questions.ts';

test('a Chinese query becomes questions on facets of its subject', () => {
  const questions = facetQuestions('人工智能在医疗领域的应用前景', 'zh', 4);
  expect(questions).toHaveLength(4);
  expect(new Set(questions).size).toBe(4);
  expect(questions.every((question) => question.startsWith('人工智能在医疗领域') && question.endsWith('？'))).toBe(
    true,
  );
});

test('an English query that is a question is asked as it is first', () => {
  expect(facetQuestions('What are pg-boss queues?', 'en', 2)).toEqual([
    'What are pg-boss queues?',
    'What are the main uses of pg-boss queues today?',
  ]);
});

test('a subject of replacement patterns stays as it is', () => {
  expect(facetQuestions('$& and $1', 'en', 1)[0]).toContain('$& and $1');
});

test('a query of nothing but asking words is its own subject', () => {
  expect(facetQuestions('前景', 'zh', 1)[0]).toContain('前景');
});

test('mixed text is Chinese, text without letters English', () => {
  expect(languageOf('用 pg-boss 做 durable queue 的优点')).toBe('zh');
  expect(languageOf('Traditional Chinese medicine (中医) and modern large language models')).toBe('en');
  expect(languageOf('123 !?')).toBe('en');
});
