import { languageOf } from '../retrieval/language-of.ts';
import type { Subject } from './compute-facts.ts';

/** The language to answer in: the one asked for, else the question's, else the data's. */
export function answerLanguage(
  asked: 'zh' | 'en' | undefined,
  question: string | undefined,
  subject: Subject,
): 'zh' | 'en' {
  if (asked) return asked;
  if (question && /\p{L}/u.test(question)) return languageOf(question);
  return languageOf(
    subject.kind === 'text' ? subject.text.slice(0, 10_000) : subject.table.columns.map(({ name }) => name).join(' '),
  );
}
