import { checkCells, makeTable } from './make-table.ts';
import type { Cell, Table } from './table.ts';

/** A table of rows: objects, whose names are the columns in the order in which they occur, or arrays as CSV has them. */
export function rowsTable(rows: Record<string, Cell>[] | Cell[][], header: boolean | undefined): Table {
  if (areArrays(rows)) {
    checkCells(rows.reduce((sum, row) => sum + row.length, 0));
    return makeTable(rows, header);
  }
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  checkCells(names.length * rows.length);
  return makeTable(
    [names, ...rows.map((row) => names.map((name) => (Object.hasOwn(row, name) ? (row[name] ?? null) : null)))],
    true,
  );
}

const areArrays = (rows: Record<string, Cell>[] | Cell[][]): rows is Cell[][] => Array.isArray(rows[0]);
