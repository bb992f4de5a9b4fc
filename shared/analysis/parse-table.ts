import { CsvError, parse } from 'csv-parse/sync';
import { InvalidRequest } from '../errors.ts';
import { checkCells } from './make-table.ts';
import { pipeRecords } from './pipe-records.ts';
import { readDate } from './read-date.ts';
import { readNumber } from './read-number.ts';
import type { Table } from './table.ts';
import { textTable } from './text-table.ts';

const delimiters = [',', ';', '\t', '|', '，'];
/** Lines that decide about the delimiter. */
const sampleLines = 50;

/** A table as text: CSV with any usual delimiter, or a Markdown table. Throws a 400 that tells what is wrong with it. */
export function parseTable(given: string, header: boolean | undefined): Table {
  const text = given.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  if (/^\s*[[{]/.test(text) && isJson(text))
    throw new InvalidRequest(
      'The data is JSON inside a text: send the rows themselves, "data": [{…}, …], not a text of them.',
    );
  const piped = isMarkdown(text) ? pipeRecords(text) : undefined;
  if (piped) return textTable(piped, header);
  return textTable(parseRecords(text, delimiterOf(text)), header);
}

/** The table in a text that may be anything: CSV whose lines all have as many cells, or a Markdown table; undefined if it is prose. */
export function findTable(text: string, header: boolean | undefined): Table | undefined {
  const records = isMarkdown(text) ? undefined : evenRecords(text);
  const found = records ?? pipeRecords(text);
  return found && textTable(found, header);
}

function evenRecords(text: string): string[][] | undefined {
  try {
    const records = parseRecords(text, delimiterOf(text));
    const [first = [], ...rows] = records;
    const isEven = first.length > 1 && rows.length > 0 && rows.every(({ length }) => length === first.length);
    // Sentences with as many commas as one another are no table.
    const hasValues = rows[0]?.some((cell) => readNumber(cell, false) ?? readDate(cell, false));
    return isEven && hasValues ? records : undefined;
  } catch (error) {
    if (error instanceof InvalidRequest && error.status === 413) throw error;
    return undefined;
  }
}

// Lines end at \n alone: what else m takes for an end is white space as well, and would be tried from each of its characters.
const pipedLine = /(?:^|\n)[^\S\n]*\|[^\n]*\|[^\S\n]*(?=\n|$)/;
const ruleStart = /(?:^|\n)[^\S\n]*(?:\|[^\S\n]*)?:?-{2,}:?[^\S\n]*\|/;

const isMarkdown = (text: string): boolean => pipedLine.test(text) && ruleStart.test(text);

function parseRecords(text: string, delimiter: string): string[][] {
  let cells = 0;
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (record: string[]) => {
        if (record.length === 1 && /^\s+$/.test(record[0] ?? '')) return null;
        cells += record.length;
        checkCells(cells);
        return record;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InvalidRequest(`The data is not readable as CSV: ${error.message}.`, {
      code: 'malformed_table',
      cause: error,
    });
  }
}

/** The delimiter that gives the most lines the same number of cells, and more than one. */
function delimiterOf(text: string): string {
  const lines = text.split('\n', sampleLines * 4).filter((line) => line.trim() !== '');
  const sample = lines.slice(0, sampleLines).map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, '""'));
  const score = (delimiter: string) => {
    const counts = new Map<number, number>();
    for (const line of sample) {
      const width = line.split(delimiter).length;
      if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
    }
    return Math.max(0, ...counts.values());
  };
  return delimiters.reduce((best, one) => (score(one) > score(best) ? one : best));
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
