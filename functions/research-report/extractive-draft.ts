import type * as z from 'zod';
import type { report } from '../../shared/agents/research/contracts.ts';
import type { NoticedDraft } from './assemble-report.ts';
import { oneLine } from './escape-markdown.ts';
import { outsideCode } from './outside-code.ts';
import { tameMarkdown } from './tame-markdown.ts';

const words = {
  zh: {
    notice: '说明：本报告没有语言模型参与撰写，内容是知识库原文的摘录。',
    unanswered: (question: string) => `知识库中没有找到可引用的证据：${question}`,
  },
  en: {
    notice: 'Note: no language model wrote this report. It is made of extracts from the knowledge base.',
    unanswered: (question: string) => `The knowledge base has no evidence that could be cited on: ${question}`,
  },
};

/** A draft without a model: the first note of each sub-question as summary, and its notes, verbatim, as its section. */
export function extractiveDraft({
  language,
  questions,
  notes,
}: Pick<z.output<typeof report.input>, 'language' | 'questions' | 'notes'>): NoticedDraft {
  const marked = notes.map(({ question_id, claim }, index) => ({
    question_id,
    text: `${extract(claim)} [N${index + 1}]`,
  }));
  const byQuestion = questions.map((question) => ({
    ...question,
    notes: marked.filter(({ question_id }) => question_id === question.id),
  }));
  const answered = byQuestion.filter((question) => question.notes.length);
  return {
    notice: words[language].notice,
    summary: answered.map(({ notes: [first] }) => first?.text).join(language === 'zh' ? '' : ' '),
    sections: answered.map(({ text, notes: own }) => ({
      heading: text,
      body: own.map((note) => `- ${note.text}`).join('\n'),
    })),
    open_questions: byQuestion
      .filter((question) => !question.notes.length)
      .map(({ text }) => words[language].unanswered(text)),
  };
}

/** What would open a code block with the rest of the report in it: a fence, alone or after marks of lists and quotes. */
const openFence = /^((?:(?:[-*+]|\d{1,9}[.)]) |> ?)*)(`{3,}(?=[^`]*$)|~{3,})/;

/** A sentence of a document as one line of tame Markdown, without the document's own citation numbers. */
const extract = (sentence: string): string =>
  tameMarkdown(
    outsideCode(
      oneLine(sentence).replace(openFence, (_, lead: string, fence: string) => lead + fence.replace(/./g, '\\$&')),
      (part) => part.replace(/\\.|`/g, (mark) => mark.padStart(2, '\\')).replace(/\s*\[(?:[1-9]\d*|N\d[^\]]*)\]/g, ''),
    ),
  );
