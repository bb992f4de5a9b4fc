import { isValue, isYear, makeTable } from './make-table.ts';
import type { Note, Table } from './table.ts';

/** Records among which the titles above a table end. */
const mostAbove = 20;

/**
 * A table of the records of a text. Blank ones at its ends are left out, and so are titles: above the first record of
 * several cells those of one, if that record holds names alone, or they begin with words.
 */
export function textTable(given: string[][], header: boolean | undefined): Table {
  const records = given.slice(Math.max(0, given.findIndex(isFilled)), given.findLastIndex(isFilled) + 1);
  const start = startOf(records, header);
  const titles = records.slice(0, start).filter(isFilled).length;
  return makeTable(records.slice(start), header, titles > 0 ? [leftOut(titles)] : []);
}

function startOf(records: string[][], header: boolean | undefined): number {
  const above = records.slice(0, mostAbove).findIndex((record) => record.filter(hasText).length > 1);
  if (above < 1) return 0;
  const isAboveNames = header !== false && holdsNames(records[above] ?? []);
  const isTitle = ([first = '']: string[]) => isAboveNames || (hasText(first) && !isValue(first));
  return records.findIndex((record, index) => index === above || (isFilled(record) && !isTitle(record)));
}

/** Words alone, or a word before years. */
function holdsNames(record: string[]): boolean {
  const [first = '', ...others] = record.filter(hasText);
  return !isValue(first) && others.every((one) => isYear(one) || !isValue(one));
}

const hasText = (cell: string): boolean => cell.trim() !== '';

const isFilled = (record: string[]): boolean => record.some(hasText);

const leftOut = (titles: number): Note => ({
  en: `Lines before the header were taken for a title and left out (${titles}).`,
  zh: `表头之前的标题行未计入（${titles} 行）。`,
});
