import { InvalidRequest } from '../errors.ts';
import { readDate } from './read-date.ts';
import { readNumber } from './read-number.ts';
import { type Cell, mostCells, mostColumns, type Note, type Table } from './table.ts';
import { uniqueNames } from './unique-names.ts';

const totalLabel = /^(合计|总计|总和|小计|汇总|total|totals|grand total|sum)$/i;

/**
 * A table of records, the first of which is its header unless it holds only numbers and dates. A last row that is
 * labelled as a total is left out. Throws a 400 for a record with more cells than the header.
 */
export function makeTable(records: Cell[][], header: boolean | undefined, known: Note[] = []): Table {
  const notes = [...known];
  const [first = []] = records;
  const named = header ?? looksLikeHeader(first, records[1]);
  const rows = records.slice(named ? 1 : 0);
  const width = widthOf(first, rows, named);
  if (!rows.length || width < 1) throw new InvalidRequest(nothing);
  checkCells(width * rows.length);
  const names = uniqueNames(Array.from({ length: width }, (_, index) => nameOf(named ? first[index] : null, index)));
  const label = firstText(rows.at(-1));
  if (rows.length > 1 && totalLabel.test(label)) {
    rows.pop();
    while (rows.length > 1 && filledWidth(rows.at(-1) ?? []) === 0) rows.pop();
    notes.push({
      en: `The last row, labelled "${label}", is taken for a total and left out.`,
      zh: `最后一行标为“${label}”，视为合计行，未计入。`,
    });
  }
  if (!named) notes.push({ en: 'The table has no header.', zh: '表格没有表头。' });
  const columns = names.map((name, index) => ({ name, cells: rows.map((row) => row[index] ?? null) }));
  return { columns, rows: rows.length, notes };
}

const nothing =
  'The data has no rows: it needs a header and at least one row, e.g. "month,sales\\n2024-01,10", or rows such as [{"month":"2024-01","sales":10}].';

/** Refuses (413) a table of more than a million cells. */
export function checkCells(cells: number): void {
  if (cells <= mostCells) return;
  throw new InvalidRequest(
    `The table has more than ${mostCells} cells, which is the most that is accepted. Leave out columns that are not asked about, or send a part.`,
    { code: 'table_too_large', status: 413 },
  );
}

/** Is a text a number or a date? */
export const isValue = (text: string): boolean =>
  readNumber(text, false) !== undefined || readDate(text, false) !== undefined;

/** Is a text a year that may be a column's name? */
export const isYear = (text: string): boolean => /^(19|20)\d\d年?$/.test(text.trim());

function looksLikeHeader(first: Cell[], second: Cell[] | undefined): boolean {
  const cells = first.map(textOf).filter((text) => text !== '');
  if (!cells.every(isValue)) return true;
  // Years over numbers: a wide table of years.
  return (
    cells.length > 0 &&
    cells.every(isYear) &&
    new Set(cells).size === cells.length &&
    !(second ?? []).map(textOf).every(isYear)
  );
}

function widthOf(first: Cell[], rows: Cell[][], named: boolean): number {
  const given = named ? first.length : Math.max(...rows.slice(0, 100).map((row) => row.length));
  const filled = rows.reduce((most, row) => Math.max(most, filledWidth(row)), filledWidth(first));
  const width = Math.min(given, Math.max(1, filled));
  const wide = rows.findIndex((row) => filledWidth(row) > width);
  if (wide >= 0) {
    throw new InvalidRequest(
      `Row ${wide + 1} has ${rows[wide]?.length} cells, but there are ${width} columns. Put cells that hold the delimiter, such as 1,234, into double quotes.`,
      { code: 'malformed_table' },
    );
  }
  if (width <= mostColumns) return width;
  throw new InvalidRequest(
    `The table has ${width} columns; at most ${mostColumns} are accepted. Leave out those that are not asked about.`,
    { code: 'table_too_large', status: 413 },
  );
}

/** The cells of a row up to its last that is not empty. */
const filledWidth = (row: Cell[]): number => row.findLastIndex((cell) => textOf(cell) !== '') + 1;

/** A column's name as the header has it, or its number. */
const nameOf = (cell: Cell | undefined, index: number): string =>
  textOf(cell).slice(0, 200).toWellFormed() || `column ${index + 1}`;

const firstText = (row: Cell[] | undefined): string => textOf(row?.find((cell) => textOf(cell) !== ''));

const textOf = (cell: Cell | undefined): string =>
  String(cell ?? '')
    .replace(/\s+/g, ' ')
    .trim();
