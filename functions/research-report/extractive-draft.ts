import type * as z from 'zod';
import type { report } from '../../shared/agents/research/contracts.ts';
import type { NoticedDraft } from './assemble-report.ts';

const words = {
  zh: {
    notice: '说明：本报告没有语言模型参与撰写，内容是知识库原文的摘录。',
    nothing: '知识库中没有找到与该问题相关的内容。请先通过 POST /documents 添加资料，再重新提交任务。',
    unanswered: (question: string) => `知识库中没有找到可引用的证据：${question}`,
  },
  en: {
    notice: 'Note: no language model wrote this report. It is made of extracts from the knowledge base.',
    nothing: 'The knowledge base has nothing on this question. Add documents with POST /documents and ask again.',
    unanswered: (question: string) => `The knowledge base has no evidence that could be cited on: ${question}`,
  },
};

/** A draft without a model: the first note of each sub-question as summary, and its notes, verbatim, as its section. */
export function extractiveDraft({
  language,
  questions,
  notes,
}: Pick<z.output<typeof report.input>, 'language' | 'questions' | 'notes'>): NoticedDraft {
  const marked = notes.map((note, index) => ({ ...note, mark: `[N${index + 1}]` }));
  const byQuestion = questions.map((question) => ({
    ...question,
    notes: marked.filter(({ question_id }) => question_id === question.id),
  }));
  const answered = byQuestion.filter((question) => question.notes.length);
  const summary = answered
    .map(({ notes: [first] }) => `${first?.claim} ${first?.mark}`)
    .join(language === 'zh' ? '' : ' ');
  return {
    notice: words[language].notice,
    summary: summary || words[language].nothing,
    sections: answered.map(({ text, notes: own }) => ({
      heading: text,
      body: own.map(({ claim, mark }) => `- ${claim} ${mark}`).join('\n'),
    })),
    open_questions: byQuestion
      .filter((question) => !question.notes.length)
      .map(({ text }) => words[language].unanswered(text)),
  };
}
