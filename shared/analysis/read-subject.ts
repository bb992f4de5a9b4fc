import type { Queryable } from '../database/database.ts';
import { NotFound } from '../errors.ts';
import type { AnalysisInput } from './analysis-request.ts';
import type { Subject } from './compute-facts.ts';
import { readKeptData } from './data-sets.ts';
import { findTable, parseTable } from './parse-table.ts';
import { rowsTable } from './rows-table.ts';

/** A stored document, as far as an analysis needs it. */
export interface AnalysedDocument {
  title: string;
  content: string;
}

/** Reads a document of the knowledge base. Throws a 404 for an id that is not known. */
export async function readDocument(id: string, { database }: { database: Queryable }): Promise<AnalysedDocument> {
  const { rows } = await database.query<AnalysedDocument>('select title, content from documents where id = $1', [id]);
  if (!rows[0]) throw new NotFound(`data_source: there is no document ${id}. GET /documents lists the documents.`);
  return rows[0];
}

type Given = Pick<AnalysisInput, 'data' | 'text' | 'header'>;

/** What an input is about, read and parsed. Throws as `parseTable` does, and a 404 for an unknown document. */
export async function readSubject(
  input: Given & Pick<AnalysisInput, 'data_source' | 'data_set'>,
  ports: { database: Queryable },
): Promise<Subject> {
  if (input.data_source !== undefined)
    return documentSubject(await readDocument(input.data_source, ports), input.header);
  if (input.data_set === undefined) return givenSubject(input);
  const kept = await readKeptData(input.data_set, ports);
  if (!kept) throw noSuchData(input.data_set);
  return givenSubject({ ...kept, header: input.header });
}

/** The refusal (404) of an id under which no data is kept. */
export const noSuchData = (id: string): NotFound =>
  new NotFound(`data_set: there is no data ${id}. Send the data to POST /analysis again.`);

/** A document's table, if it holds one, else its text. */
export function documentSubject({ title, content }: AnalysedDocument, header: boolean | undefined): Subject {
  const table = findTable(content, header);
  return table ? { kind: 'table', title, table } : { kind: 'text', title, text: content };
}

/** What came with the request. */
export function givenSubject({ data, text, header }: Given): Subject {
  if (text !== undefined) return { kind: 'text', title: null, text };
  const table = typeof data === 'string' ? parseTable(data, header) : rowsTable(data ?? [], header);
  return { kind: 'table', title: null, table };
}
