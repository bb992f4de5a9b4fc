import { expect, test } from 'vitest';
import { onSubject } from './on-subject.ts';
import { subjectTerms } from './subject-terms.ts';

const isOn = (query: string, text: string, title = '') => onSubject(query)({ title, text });

test('the words of a query that ask or join do not name its subject', () => {
  expect(subjectTerms('人工智能在医疗领域的应用前景').all).toEqual(['人工', '智能', '医疗', '工智']);
  expect(subjectTerms('What are the main risks of surgical robots?').all).toEqual(['surgical', 'robot']);
  expect(subjectTerms('AI AI ai').all).toEqual(['ai']);
});

test('a query of asking words alone is on these words', () => {
  expect(subjectTerms('前景').telling).toEqual(['前景']);
  expect(subjectTerms('overview').telling).toEqual(['overview']);
});

test('a word of another alphabet tells a subject, of several Chinese ones it takes two', () => {
  expect(subjectTerms('surgical robots').telling).toEqual(['surgical', 'robot']);
  expect(subjectTerms('手术机器人')).toEqual({ all: ['手术', '机器', '术机', '器人'], telling: [] });
  expect(subjectTerms('用 AI 做手术机器人').telling).toEqual(['ai']);
  expect(subjectTerms('医疗领域').telling).toEqual(['医疗']);
});

test('a passage is on a subject that it has a term of', () => {
  expect(isOn('surgical robots', 'A robot sews.')).toBe(true);
  expect(isOn('手术机器人的应用', '机器人可以缝合。')).toBe(true);
  expect(isOn('手术机器人的应用', '应用很多。')).toBe(false);
});

test('a Chinese character counts with its neighbour, or by itself where it has none', () => {
  expect(subjectTerms('红烧肉').all).toEqual(['红烧', '烧肉']);
  expect(subjectTerms('癌').telling).toEqual(['癌']);
  expect(subjectTerms('肺，癌').all).toEqual(['肺', '癌']);
});

test('the title counts as a part of the passage', () => {
  expect(isOn('手术机器人', '缝合。', '手术机器人')).toBe(true);
});

test('text without words has no subject, and no passage is on it', () => {
  expect(subjectTerms('😀😀 ?! the 的')).toEqual({ all: [], telling: [] });
  expect(isOn('😀😀', '😀😀')).toBe(false);
});
