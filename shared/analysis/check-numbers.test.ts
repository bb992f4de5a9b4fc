import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analysisTypes } from './analysis-request.ts';
import { checkNumbers } from './check-numbers.ts';
import { chineseNumeral } from './chinese-numeral.ts';
import { computeFacts } from './compute-facts.ts';
import { givenSubject } from './read-subject.ts';
import { writeFacts } from './write-facts.ts';

const data = '月份,A1店,利润\n2024-01,35123,-12\n2024-02,36000,0.25\n2024-03,41876,7';
const asked = { analysis_type: 'trend', question: '', language: 'zh' } as const;
const facts = computeFacts(givenSubject({ data }), asked);
const unknownIn = (text: string, question = '') => checkNumbers(text, facts, question).unknown;

describe('numbers that were computed are known', () => {
  test.each([
    '1 月为 35123，3 月为 41,876。',
    '约 3.5 万，即 35.1 thousand',
    '约 35,000 元',
    '利润从 -12 变为 7',
    '利润曾低至 12 的亏损',
    '0.25，即 25%',
    '四万一千八百七十六',
    'In March 2024 it was 41,876, on 2024-03-01 too.',
    '2024年3月，A1店最高；p < 0.05，第 25 百分位，R² 与 95% 置信',
    '1. 三个月，共 3 行',
    '１月３５１２３',
  ])('%s', (text) => {
    expect(unknownIn(text)).toEqual([]);
  });

  test('so are those of the question', () => {
    expect(unknownIn('目标 88000 未达到', '达到 8.8 万了吗？')).toEqual([]);
  });
});

test('a model that writes spaces without end is checked too', () => {
  expect(unknownIn(`p${' '.repeat(100_000)}\n35123${'\n'.repeat(100_000)}35124`)).toEqual(['35124']);
});

test.each([
  ['销售额为 35124', ['35124']],
  ['35,000 元', ['35,000']],
  ['约 3.6 百万', ['3.6 百万']],
  ['利润 -7', ['-7']],
  ['增长了 99%', ['99%']],
  ['2019年开始', ['2019']],
  ['九万八千', ['九万八千']],
  ['增长百分之九十九', ['百分之九十九']],
  ['35.2 thousand', ['35.2 thousand']],
])('an invented or changed number is flagged: %s', (text, unknown) => {
  expect(unknownIn(text)).toEqual(unknown);
});

test.each([
  ['三万五千', 35000],
  ['十二', 12],
  ['二十点五', 20.5],
  ['一亿零三百', 100_000_300],
  ['二〇二四', 2024],
  ['万一', undefined],
  ['三四', undefined],
])('%s is %s', (text, value) => {
  expect(chineseNumeral(text)).toBe(value);
});

test('what code writes of the facts has no number that is not in them', () => {
  const cell = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constant(null));
  const rows = fc.array(fc.record({ 组: fc.constantFrom('a', 'b', 'c'), x: cell, y: cell }), {
    minLength: 1,
    maxLength: 30,
  });
  void fc.assert(
    fc.property(rows, fc.constantFrom(...analysisTypes), fc.constantFrom('zh', 'en'), (given, type, language) => {
      const question = { analysis_type: type, question: '', language };
      let computed: ReturnType<typeof computeFacts>;
      try {
        computed = computeFacts(givenSubject({ data: given }), question);
      } catch (error) {
        expect(error).toMatchObject({ status: expect.toSatisfy((status) => status >= 400 && status < 500) });
        return;
      }
      expect(JSON.stringify(computed)).not.toMatch(/NaN|Infinity/);
      const { answer, findings } = writeFacts(computed, type, language);
      expect(checkNumbers([answer, ...findings].join('\n'), computed, '').unknown).toEqual([]);
    }),
  );
});
