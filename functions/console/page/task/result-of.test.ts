import { expect, test } from 'vitest';
import { resultOf } from './result-of.ts';

test('a report has its sources and what was checked of its citations', () => {
  const sources = [{ n: 1, title: '文', url: null, quotes: ['句'] }];
  expect(resultOf({ report: '# 题', sources, citations: { checked: 3, failed: 1 } })).toEqual({
    report: '# 题',
    sources,
    citations: { checked: 3, failed: 1 },
  });
});

test('an analysis is its answer with the findings as a list', () => {
  expect(resultOf({ answer: '上升。', findings: ['一', '二'] }).report).toBe('上升。\n\n- 一\n\n- 二');
});

test.each([null, undefined, 'text', [1], { report: 7, sources: 'x', citations: [] }])('%j has neither', (result) =>
  expect(resultOf(result)).toEqual({ report: null, sources: [], citations: null }),
);
