import { cellText, isMissing } from './read-cell.ts';
import { dayOrder, type Grain, hasYearLast, type ReadDate, readDate } from './read-date.ts';
import { readNumber } from './read-number.ts';
import type { Cell, Note } from './table.ts';

interface ColumnBase {
  name: string;
  missing: number;
  /** Cells that are neither missing nor of the column's kind: left out. */
  other: number;
  notes: Note[];
}
export interface NumberColumn extends ColumnBase {
  kind: 'number';
  values: (number | null)[];
  unit: string | null;
}
export interface DateColumn extends ColumnBase {
  kind: 'date';
  values: (Date | null)[];
  grain: Grain;
}
export interface TextColumn extends ColumnBase {
  kind: 'text';
  values: (string | null)[];
}
/** A column whose cells are read as what most of them are. */
export type Column = NumberColumn | DateColumn | TextColumn;

/** The part of the cells that must be numbers, or dates, for the column to count as one. */
const share = 0.8;
const grains: Grain[] = ['year', 'quarter', 'month', 'day', 'time'];
const namesYear = /年|year/i;
const namesDate = /日期|时间|期间|报告期|年月|月份|date|month|period|\bday\b/i;
const namesMonth = new RegExp(`${namesDate.source}|年份|^[年月]$|^year$`, 'i');

/** Reads a column: numbers or dates where at least four fifths of its values are, else text. */
export function readColumn(name: string, cells: Cell[], decimalComma: boolean): Column {
  const missing = cells.filter(isMissing).length;
  const base = { name, missing, notes: [] };
  const present = cells.length - missing;
  return readDates(base, cells, present) ?? readNumbers(base, cells, present, decimalComma) ?? readTexts(base, cells);
}

function readNumbers(
  base: Omit<ColumnBase, 'other'>,
  cells: Cell[],
  present: number,
  decimalComma: boolean,
): NumberColumn | undefined {
  const read = cells.map((cell) => {
    if (isMissing(cell) || typeof cell === 'boolean') return undefined;
    return typeof cell === 'number' ? { value: cell, unit: null } : readNumber(cell as string, decimalComma);
  });
  const units = new Map<string | null, number>();
  for (const one of read) if (one) units.set(one.unit, (units.get(one.unit) ?? 0) + 1);
  // A percentage among plain numbers is another quantity; a currency that is not repeated is the same one.
  const [usual = null] = [...units].sort((a, b) => b[1] - a[1])[0] ?? [];
  const unit = usual ?? [...units.keys()].find((one) => one !== null && one !== '%' && one !== '‰') ?? null;
  const fits = (one: string | null) => one === unit || (one === null && unit !== '%' && unit !== '‰');
  const values = read.map((one) => (one && fits(one.unit) ? one.value : null));
  const count = values.filter((value) => value !== null).length;
  if (count === 0 || count < present * share) return undefined;
  return { ...base, kind: 'number', values, unit, other: present - count };
}

function readDates(base: Omit<ColumnBase, 'other'>, cells: Cell[], present: number): DateColumn | undefined {
  const texts = cells.map((cell) => (mayBeDate(cell) ? cellText(cell) : null));
  const order = texts.reduce((sum, text) => sum + (text === null ? 0 : dayOrder(text)), 0);
  const dates = texts.map((text) => (text === null ? undefined : dateOf(text, base.name, order > 0)));
  const count = dates.filter((date) => date !== undefined).length;
  if (count === 0 || count < present * share) return undefined;
  const grain = grains.findLast((one) => dates.some((date) => date?.grain === one)) ?? 'day';
  const notes =
    order === 0 && texts.some((text) => text !== null && hasYearLast(text)) ? [unclearOrder(base.name)] : [];
  return {
    ...base,
    kind: 'date',
    values: dates.map((date) => date?.time ?? null),
    grain,
    other: present - count,
    notes,
  };
}

/** 2024.1 as a number may be January as well as October. */
const mayBeDate = (cell: Cell): boolean =>
  !isMissing(cell) && typeof cell !== 'boolean' && (typeof cell !== 'number' || Number.isInteger(cell));

/** Years, months and days that are written as plain numbers, and months as decimals, count only where the column's name says so. */
function dateOf(text: string, name: string, dayFirst: boolean): ReadDate | undefined {
  if (/^(19|20)\d\d$/.test(text) && namesYear.test(name)) return readDate(`${text}年`, dayFirst);
  if (/^\d{4}\.\d\d?$/.test(text) && namesMonth.test(name)) return readDate(text.replace('.', '-'), dayFirst);
  const [, year, month, day] = (namesDate.test(name) && /^((?:19|20)\d\d)(\d\d)(\d\d)?$/.exec(text)) || [];
  if (year) return readDate([year, month, ...(day ? [day] : [])].join('-'), dayFirst);
  return readDate(text, dayFirst);
}

const unclearOrder = (name: string): Note => ({
  en: `The dates of "${name}" do not show whether the day or the month comes first; they are read as month/day/year.`,
  zh: `“${name}”的日期看不出日和月的先后，按“月/日/年”读取。`,
});

const readTexts = (base: Omit<ColumnBase, 'other'>, cells: Cell[]): TextColumn => ({
  ...base,
  kind: 'text',
  values: cells.map((cell) => (isMissing(cell) ? null : cellText(cell))),
  other: 0,
});
