import { expect, test } from 'vitest';
import { labelOf } from './label-of.ts';
import { readColumn } from './read-column.ts';
import { readDate } from './read-date.ts';
import { readNumber, writesDecimalComma } from './read-number.ts';

test.each([
  ['1,234.5', 1234.5, null],
  ['１２３', 123, null],
  ['-3', -3, null],
  ['−3', -3, null],
  ['(1,200)', -1200, null],
  ['¥3,000', 3000, '元'],
  ['￥12.5', 12.5, '元'],
  ['$5', 5, '$'],
  ['-$5', -5, '$'],
  ['12%', 12, '%'],
  ['3.5万', 35000, null],
  ['1.1亿元', 110_000_000, '元'],
  ['1e3', 1000, null],
  ['.5', 0.5, null],
])('%s is a number', (text, value, unit) => {
  expect(readNumber(text, false)).toEqual({ value, unit });
});

test.each([
  '',
  '1,23',
  '007',
  '12345678901234567',
  '1e999',
  'Infinity',
  'NaN',
  '12 Stück',
  '1.234,5',
  'x1',
  `1${' '.repeat(200)}元`,
])('%j is no number', (text) => {
  expect(readNumber(text, false)).toBeUndefined();
});

test('decimal commas are told from thousands where any number is clear', () => {
  expect(writesDecimalComma(['1.234,5', '7'])).toBe(true);
  expect(writesDecimalComma(['1,234', '7'])).toBe(false);
  expect(writesDecimalComma(['1,234', '0.5'])).toBe(false);
  expect(readNumber('1.234,5', true)?.value).toBe(1234.5);
});

test.each([
  ['2024-03-05', '2024-03-05'],
  ['2024/3/5', '2024-03-05'],
  ['2024年3月5日', '2024-03-05'],
  ['2024年3月', '2024-03'],
  ['2024-03', '2024-03'],
  ['2024.3月', '2024-03'],
  ['03/2024', '2024-03'],
  ['2024年第三季度', '2024-Q3'],
  ['2024Q2', '2024-Q2'],
  ['Q2 2024', '2024-Q2'],
  ['2024年', '2024'],
  ['March 5, 2024', '2024-03-05'],
  ['5 Mar 2024', '2024-03-05'],
  ['Sept. 2024', '2024-09'],
  ['2024年3月5日10:30', '2024-03-05T10:30:00'],
  ['March 5 2024 10:00', '2024-03-05T10:00:00'],
  ['5 Mar 2024 9:05:07', '2024-03-05T09:05:07'],
  ['2024-03-05T10:20:00+08:00', '2024-03-05T02:20:00'],
  ['3/5/2024 10:30 PM', '2024-03-05T22:30:00'],
  ['March 5, 2024 12:05am', '2024-03-05T00:05:00'],
  ['2024/3/5 下午 12:05:09', '2024-03-05T12:05:09'],
  ['2024年3月5日上午9:05', '2024-03-05T09:05:00'],
  ['2024/3/5下午3:05', '2024-03-05T15:05:00'],
])('%s is a date', (text, label) => {
  const date = readDate(text, false);
  expect(date && labelOf(date.time, date.grain)).toBe(label);
});

test.each([
  ...['2024-02-30', '2024-13-01', '2024', '12', 'abc 2024', '2024-03-05T25:00:00'],
  ...['2024-02-30 10:00', '2024-03-05 13:00 PM', '2024-03-05 0:10 am'],
])('%s is none, or not alone', (text) => {
  expect(readDate(text, false)?.grain ?? 'year').toBe('year');
});

test('a name that only begins like a month is no date', () => {
  for (const text of ['Marketing 2023', 'Mayor 2023', 'Sepia 5, 2024', '5 Decks 2024'])
    expect(readDate(text, false)).toBeUndefined();
});

test('days and months are told apart by the column, and an unclear order is noted', () => {
  const clear = readColumn('d', ['03/04/2024', '25/04/2024'], false);
  expect(clear).toMatchObject({ kind: 'date', values: [new Date('2024-04-03'), new Date('2024-04-25')], notes: [] });
  expect(readColumn('d', ['03/04/2024'], false)).toMatchObject({ values: [new Date('2024-03-04')], notes: [{}] });
});

test('missing cells, and cells of another kind, are counted and left out', () => {
  const cells = ['1', 'NA', '', '-', '空', null, '2', '3', '4', '五'];
  expect(readColumn('v', cells, false)).toMatchObject({ kind: 'number', missing: 5, other: 1 });
  expect(readColumn('v', ['a', '1', 'b'], false).kind).toBe('text');
  expect(readColumn('v', ['NA', ''], false)).toMatchObject({ kind: 'text', missing: 2 });
});

test('percentages and plain numbers are not mixed', () => {
  expect(readColumn('v', ['10%', '11%', '12%', '13%', '0.14'], false)).toMatchObject({
    kind: 'number',
    unit: '%',
    other: 1,
  });
});

test('numbers are dates only where the name says so', () => {
  expect(readColumn('年份', [2023, 2024], false)).toMatchObject({ kind: 'date', grain: 'year' });
  expect(readColumn('件数', [2023, 2024], false).kind).toBe('number');
  expect(readColumn('date', ['20240301'], false)).toMatchObject({ kind: 'date', grain: 'day' });
  expect(readColumn('月份', ['2024.03', '2024.4'], false)).toMatchObject({ kind: 'date', grain: 'month' });
  expect(readColumn('年', ['2024.03'], false)).toMatchObject({ kind: 'date', grain: 'month' });
  expect(readColumn('年产量', ['2024.3', '1987.1'], false).kind).toBe('number');
  expect(readColumn('金价', ['2053.5', '2048.1', '2158.3'], false).kind).toBe('number');
  expect(readColumn('kcal', [2013.5, 2101.1], false).kind).toBe('number');
  expect(readColumn('date', [2024.03, 2024.04], false).kind).toBe('number');
});
