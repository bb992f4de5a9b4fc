import type { Queryable } from '../database/database.ts';
import type { AnalysisInput, AnalysisRequest } from './analysis-request.ts';
import { answerLanguage } from './answer-language.ts';
import { computeFacts, refuseText, type Subject } from './compute-facts.ts';
import { isKept } from './data-sets.ts';
import { noSuchData, readSubject } from './read-subject.ts';

/** Cells of a table whose facts are computed in less time than a request may take from others. */
const fewCells = 20_000;

/**
 * Refuses (400, 413, 422), before a task is made of it, what could not be analysed. Of a larger table only the form is
 * looked at: what its columns hold takes seconds to compute, and turns out in the task.
 */
export function checkSubject(
  subject: Subject,
  question: string,
  { analysis_type, group_by, language }: Pick<AnalysisRequest, 'analysis_type' | 'group_by' | 'language'>,
): void {
  if (subject.kind === 'text') {
    refuseText(analysis_type);
    return;
  }
  if (subject.table.rows * subject.table.columns.length > fewCells) return;
  const answered = answerLanguage(language, question, subject);
  computeFacts(subject, { analysis_type, question, group_by, language: answered });
}

/** The same for a task's input, whose document or kept data must be there (404); kept data was checked when it was kept. */
export async function checkTask(question: string, input: AnalysisInput, ports: { database: Queryable }): Promise<void> {
  if (input.data_set === undefined) checkSubject(await readSubject(input, ports), question, input);
  else if (!(await isKept(input.data_set, ports))) throw noSuchData(input.data_set);
}
