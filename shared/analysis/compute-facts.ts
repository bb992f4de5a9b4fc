import { InvalidRequest } from '../errors.ts';
import type { AnalysisFacts } from './analysis-facts.ts';
import type { AnalysisType } from './analysis-request.ts';
import { chooseGroups, columnsAsGroups, groupValues } from './choose-groups.ts';
import { compareGroups, fewest } from './compare-groups.ts';
import { correlate, mostCorrelated } from './correlate.ts';
import { describeColumn } from './describe-column.ts';
import { describeText } from './describe-text.ts';
import { fitTrend, mostSeries } from './fit-trend.ts';
import { type Column, readColumn } from './read-column.ts';
import { writesDecimalComma } from './read-number.ts';
import type { Note, Table } from './table.ts';

/** What is to be analysed: a table or a text. */
export type Subject = { title: string | null } & ({ kind: 'table'; table: Table } | { kind: 'text'; text: string });

/** What is asked of it. */
export interface Asked {
  analysis_type: AnalysisType;
  question: string;
  group_by?: string | undefined;
  language: 'zh' | 'en';
}

/** Computes every number that an analysis may tell. Throws a 422 where the data does not allow the kind of analysis. */
export function computeFacts(subject: Subject, asked: Asked): AnalysisFacts {
  if (subject.kind === 'text') return textFacts(subject, asked);
  const { analysis_type: type, language } = asked;
  const { table } = subject;
  const decimalComma = writesDecimalComma(textCells(table));
  const columns = table.columns.map(({ name, cells }) => readColumn(name, cells, decimalComma));
  const numbers = columns.filter((column) => column.kind === 'number');
  const isDated = columns.some(({ kind }) => kind === 'date');
  if (type === 'trend' && !numbers.length)
    throw notPossible('A trend needs a column of numbers, and the table has none.');
  const notes = [...table.notes, ...columns.flatMap((column) => column.notes)];
  if (decimalComma) notes.push({ en: 'Decimals are read with a comma (3,5).', zh: '小数按逗号读取（3,5）。' });
  if (type === 'statistical' && numbers.length > mostCorrelated)
    notes.push(onlyFirst('correlations', '相关系数', mostCorrelated));
  if (type === 'trend' && numbers.length > mostSeries) notes.push(onlyFirst('trends', '趋势', mostSeries));
  const compared = type === 'comparative' ? compare(columns, asked, notes) : { grouping: null, comparisons: [] };
  return {
    ...noFacts(subject.title),
    source: 'table',
    rows: table.rows,
    column_count: columns.length,
    columns: columns.map(describeColumn),
    correlations: type === 'statistical' || type === 'summary' ? correlate(numbers) : [],
    trend: type === 'trend' || (type === 'summary' && isDated && numbers.length > 0) ? fitTrend(columns) : null,
    ...compared,
    notes: notes.map((note) => note[language]),
  };
}

const noFacts = (title: string | null): AnalysisFacts => ({
  ...{ source: 'text', title, rows: null, column_count: null, columns: [], correlations: [], trend: null },
  ...{ grouping: null, comparisons: [], text: null, notes: [] },
});

/** Refuses (422) what only a table allows. */
export function refuseText(analysis_type: AnalysisType): void {
  if (analysis_type !== 'trend' && analysis_type !== 'comparative') return;
  throw notPossible(
    `A ${analysis_type} analysis needs a table, and this is a text. Send rows or CSV as "data", or ask for analysis_type statistical or summary.`,
  );
}

function textFacts({ text, title }: Subject & { kind: 'text' }, { analysis_type, question }: Asked): AnalysisFacts {
  refuseText(analysis_type);
  return { ...noFacts(title), text: describeText(text, question) };
}

function compare(
  columns: Column[],
  { question, group_by, language }: Asked,
  notes: Note[],
): Pick<AnalysisFacts, 'grouping' | 'comparisons'> {
  const grouping = chooseGroups(columns, question, group_by);
  const names = columns.map(({ name }) => `"${name}"`).slice(0, 30);
  if (!grouping && group_by !== undefined)
    throw notPossible(`group_by: there is no column "${group_by}"; the columns are ${names.join(', ')}.`);
  const numbers = columns.filter((column) => column.kind === 'number' && column.name !== grouping?.by?.name);
  const measured = numbers.filter((column) => column.kind === 'number').slice(0, mostSeries);
  if (!grouping || !measured.length) {
    throw notPossible(
      'There is nothing to compare: the table needs a column of numbers and a text column with 2 to 20 different values in twice as many rows, or two columns of numbers. If the groups have fewer rows, name their column as group_by.',
    );
  }
  const why = {
    en: `No test: a group has fewer than ${fewest} values, or does not vary.`,
    zh: `未做检验：有的组少于 ${fewest} 个值，或没有差异。`,
  };
  const { by } = grouping;
  const all = by
    ? measured.map((column) => ({ name: column.name, unit: column.unit, ...groupValues(by, column) }))
    : [{ name: null, unit: measured[0]?.unit ?? null, groups: columnsAsGroups(measured), leftOut: 0 }];
  const leftOut = Math.max(...all.map((one) => one.leftOut));
  if (leftOut > 0)
    notes.push({
      en: `Only the largest groups are compared; ${leftOut} more are left out.`,
      zh: `只比较最大的几组，另有 ${leftOut} 组未列。`,
    });
  const comparisons = all.flatMap(({ name, unit, groups }) => {
    if (groups.length < 2) return [];
    const compared = compareGroups(groups);
    return [{ column: name, unit, ...compared, test_note: compared.test ? null : why[language] }];
  });
  return { grouping: { by: by?.name ?? null, reason: grouping.reason[language] }, comparisons };
}

function* textCells({ columns }: Table): Generator<string> {
  for (const { cells } of columns) for (const cell of cells.slice(0, 1000)) if (typeof cell === 'string') yield cell;
}

const onlyFirst = (what: string, name: string, count: number): Note => ({
  en: `Only the first ${count} columns of numbers have ${what}.`,
  zh: `只有前 ${count} 个数值列计算了${name}。`,
});

const notPossible = (message: string): InvalidRequest =>
  new InvalidRequest(message, { code: 'analysis_not_possible', status: 422 });
