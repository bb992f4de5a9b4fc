import type { Cell } from './table.ts';

const markers = new Set(
  [
    '',
    '-',
    '--',
    '---',
    '–',
    '—',
    '——',
    '.',
    '...',
    '…',
    '?',
    'na',
    'n/a',
    '#n/a',
    'n.a.',
    'nan',
    'null',
    'nil',
  ].concat(['missing', 'undefined', '\\n', '#value!', '#div/0!', '#ref!', '#num!', '空', '空值', '缺失', '暂无', '缺']),
);

/** Does the cell say that there is no value? */
export const isMissing = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && markers.has(cell.trim().toLowerCase()));

/** A cell as text, on one line. */
export const cellText = (cell: Cell): string => String(cell).replace(/\s+/g, ' ').trim();
