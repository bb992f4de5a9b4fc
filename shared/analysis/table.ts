/** What one cell of a table may hold. */
export type Cell = string | number | boolean | null;

/** Something that whoever reads the facts should know, in both languages. */
export interface Note {
  en: string;
  zh: string;
}

/** A table as it was given, column by column; cells are not interpreted yet. */
export interface Table {
  columns: { name: string; cells: Cell[] }[];
  rows: number;
  notes: Note[];
}

/** The columns and the cells that a table may have. */
export const mostColumns = 500;
export const mostCells = 1_000_000;
