import { askingForms } from './asking-forms.ts';

/** What a query is about, and how it asks. */
export interface Subject {
  /** A noun phrase; the whole query, as a sentence, where that holds none. */
  topic: string;
  isPhrase: boolean;
  isQuestion: boolean;
  /** What the query asks of its topic: its words around it. */
  asked: string;
}

/** Longer than this (in UTF-16 units), a query is a text of its own, and nothing is taken off it. */
const longestAsked = 400;

/** Finds what a query is about: "What are the risks of X?", "请分析X的风险" and "X" are all about X; pure. */
export function subjectOf(query: string, language: 'zh' | 'en'): Subject {
  const whole = query.replace(/\s+/g, ' ').trim();
  const bare = whole.replace(/[\s?？!！.。…]+$/u, '') || whole;
  const { strip, clause, question } = askingForms[language];
  let topic = bare;
  for (const [form, replacement] of bare.length > longestAsked ? [] : strip) {
    const shorter = topic.replace(form, replacement).trim();
    if (/[\p{L}\p{N}]/u.test(shorter)) topic = shorter;
  }
  const isQuestion = /[?？]$/u.test(whole) || question.test(bare);
  const isPhrase = !clause.test(topic) && !/[吗呢]$/u.test(bare);
  if (isPhrase) return { topic, isPhrase, isQuestion, asked: bare.replace(topic, () => ' ') };
  const end = isQuestion ? { zh: '？', en: '?' } : { zh: '。', en: '.' };
  return { topic: bare === whole ? `${bare}${end[language]}` : whole, isPhrase, isQuestion, asked: bare };
}
