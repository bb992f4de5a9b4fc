import { expect, test } from 'vitest';
import { findTable, parseTable } from './parse-table.ts';
import { rowsTable } from './rows-table.ts';
import type { Table } from './table.ts';

const shown = ({ columns }: Table) => Object.fromEntries(columns.map(({ name, cells }) => [name, cells]));

test.each([
  ['commas and quotes', 'a,b\n"x, ""y""",1\n', { a: ['x, "y"'], b: ['1'] }],
  ['semicolons, a byte order mark and CRLF', '\uFEFFa;b\r\n1,5;2\r\n', { a: ['1,5'], b: ['2'] }],
  ['tabs', 'a\tb\n1\t2', { a: ['1'], b: ['2'] }],
  ['Chinese commas', '地区，销售额\n华东，1', { 地区: ['华东'], 销售额: ['1'] }],
  ['a Markdown table', 'Text.\n\n| a | b |\n|---|--:|\n| 1 | **2** |\n', { a: ['1'], b: ['2'] }],
  ['a line break in quotes', 'a,b\n"x\ny",1', { a: ['x\ny'], b: ['1'] }],
  ['a title above', '销售报表\n\n月份,值\n1月,2', { 月份: ['1月'], 值: ['2'] }],
  ['titles with delimiters', '销售报表,\n,\n单位：万元,\n月份,值\n1月,2', { 月份: ['1月'], 值: ['2'] }],
  ['a date above names', '2024年3月\n产品,销量\nA,2', { 产品: ['A'], 销量: ['2'] }],
  ['a header whose first cell is empty', ',v\n0,1\n1,2', { 'column 1': ['0', '1'], v: ['1', '2'] }],
  ['a first row of one value', '1,\n2,5', { 'column 1': ['1', '2'], 'column 2': ['', '5'] }],
  ['names that are missing or taken', 'a,,a\n1,2,3', { a: ['1'], 'column 2': ['2'], 'a (2)': ['3'] }],
  ['no header', '1,2\n3,4', { 'column 1': ['1', '3'], 'column 2': ['2', '4'] }],
  ['years as header', '2022,2023\n1,2', { 2022: ['1'], 2023: ['2'] }],
  ['short rows, and empty cells at the end', 'a,b,\n1,,\n2,3,', { a: ['1', '2'], b: ['', '3'] }],
  ['rows without any value', ',\na,b\n1,2\n,\n  \n3,4\n,\n', { a: ['1', '', '3'], b: ['2', '', '4'] }],
  ['rows of tabs', 'a\tb\n1\t2\n\t\n3\t4', { a: ['1', '', '3'], b: ['2', '', '4'] }],
  [
    'rows of Markdown without any value',
    '| a | b |\n|--|--|\n| 1 | 2 |\n| | |\n| 3 | 4 |',
    { a: ['1', '', '3'], b: ['2', '', '4'] },
  ],
  ['a total', 'm,v\na,1\nb,2\n合计,3', { m: ['a', 'b'], v: ['1', '2'] }],
  ['a total of one row', '产品,销量\nA,100\n合计,100', { 产品: ['A'], 销量: ['100'] }],
  ['a title in the middle', ',销售报表,,\n产品,一季度,二季度\nA,1,2', { 产品: ['A'], 一季度: ['1'], 二季度: ['2'] }],
  ['a date above names and years', '2024-03-31,,\n产品,2022,2023\nA,1,2', { 产品: ['A'], 2022: ['1'], 2023: ['2'] }],
  ['a blank row before the total', 'm,v\na,1\nb,2\n,\nTotal,3', { m: ['a', 'b'], v: ['1', '2'] }],
])('a table is read with %s', (_what, text, columns) => {
  expect(shown(parseTable(text, undefined))).toEqual(columns);
});

test.each([
  ['', /no rows/],
  ['a,b', /no rows/],
  ['a,b\n1,234,5', /Row 1 has 3 cells.*2 columns.*double quotes/],
  ['a,b\n"1,2', /Quote Not Closed/],
  ['[{"a":1}]', /send the rows themselves/],
  [
    Array.from({ length: 501 }, (_, index) => `c${index}`)
      .join(',')
      .concat('\n1'),
    /501 columns; at most 500/,
  ],
])('what is no table is refused: %j', (text, message) => {
  expect(() => parseTable(text, undefined)).toThrow(message);
});

test('a table of more than a million cells is refused', () => {
  expect(() => parseTable('a,b\n'.concat('1,2\n'.repeat(500_000)), undefined)).toThrow(/1000000 cells/);
  expect(() => parseTable(`a${',a'.repeat(99)}\n${'1\n'.repeat(10_001)}`, undefined)).toThrow(/1000000 cells/);
});

// What takes time by the square of their length would stand still here for minutes.
test.each([
  ['blank lines', (space: string) => `a,b\n1,2${space.replaceAll(' ', '\n')}3,4`],
  ['line separators', (space: string) => `a,b\n1,2\n${space.replaceAll(' ', '\u2028')}x,4`],
  ['carriage returns', (space: string) => `a,b\n1,2\n${space.replaceAll(' ', '\r')}x,4`],
  ['spaces within a cell', (space: string) => `a,b\n1${space}x,2`],
  ['spaces before a rule', (space: string) => `| a | b |\n${space}x|---|\n| 1 | 2 |`],
  ['spaces within a rule', (space: string) => `| a | b |\n|---${space}x|---|\n| 1 | 2 |`],
])('half a million %s do not hold the process up', (_what, tableWith) => {
  const text = tableWith(' '.repeat(500_000));
  expect(parseTable(text, undefined).rows).toBeGreaterThan(0);
  expect(() => findTable(text, undefined)).not.toThrow();
});

test('many empty columns beside many rows do not hold the process up', () => {
  expect(parseTable(`a${','.repeat(100_000)}\n${'1\n'.repeat(100_000)}`, undefined).rows).toBe(100_000);
  expect(rowsTable([Array(100_000).fill(null), ...Array(100_000).fill([])], undefined).rows).toBe(100_001);
});

test('rows are objects, whose names may differ, or arrays', () => {
  const rows = JSON.parse('[{"a":1,"__proto__":2},{"b":"x","constructor":null}]');
  expect(Object.keys(shown(rowsTable(rows, undefined)))).toEqual(expect.arrayContaining(['a', 'b', 'constructor']));
  expect(
    shown(
      rowsTable(
        [
          ['a', 'b'],
          [1, null],
        ],
        undefined,
      ),
    ),
  ).toEqual({ a: [1], b: [null] });
});

test('rows have no titles, and may be without any value', () => {
  expect(shown(rowsTable([{ '': 'x' }, { '': 'y', v: 1 }], undefined))).toEqual({
    'column 1': ['x', 'y'],
    v: [null, 1],
  });
  expect(shown(rowsTable([{ '': 1 }, { '': 2 }], undefined))).toEqual({ 'column 1': [1, 2] });
  expect(shown(rowsTable([{ v: 1 }, { v: null }, { v: 3 }, {}], undefined))).toEqual({ v: [1, null, 3, null] });
  expect(
    shown(
      rowsTable(
        [
          ['x', null],
          [2, 5],
        ],
        false,
      ),
    ),
  ).toEqual({ 'column 1': ['x', 2], 'column 2': [null, 5] });
  expect(shown(rowsTable([[null], [1], [null]], undefined))).toEqual({ 'column 1': [null, 1, null] });
});

test.each([[[{}]], [[[], []]], [[['a']]]])('rows without columns, or a header alone, are refused: %j', (rows) => {
  expect(() => rowsTable(rows, undefined)).toThrow(/no rows/);
});

test('the note of a total tells its label, wherever it stands', () => {
  const { rows, notes } = parseTable(',m,v\n0,a,1\n,Total,1', undefined);
  expect({ rows, notes }).toEqual({
    rows: 1,
    notes: [expect.objectContaining({ en: expect.stringMatching(/"Total"/) })],
  });
});

test('a text holds a table only where it looks like one', () => {
  expect(findTable('First, second.\nThird, fourth.', undefined)).toBeUndefined();
  expect(findTable('Only prose.', undefined)).toBeUndefined();
  expect(findTable('a,b\n1,2', undefined)?.rows).toBe(1);
  expect(findTable('Intro.\n\nname | value\nx | 1\ny | 2\n\nEnd.', undefined)?.rows).toBe(2);
});
