import type * as z from 'zod';
import type { report } from '../../shared/agents/research/contracts.ts';
import type { NoticedDraft } from './assemble-report.ts';

const words = {
  zh: {
    nothing: '知识库中没有与该问题相关的内容。请先通过 POST /documents 添加资料，再重新提交任务。',
    unusable: '检索到的资料中没有能回答该问题的内容。请通过 POST /documents 补充资料，再重新提交任务。',
    unverified: (count: number) =>
      `模型从资料中摘出的 ${count} 条引文都无法在原文中核实，已全部舍弃，因此本报告没有结论。请重新提交任务，或换用其他模型。`,
  },
  en: {
    nothing: 'The knowledge base holds nothing on this question. Add documents with POST /documents and ask again.',
    unusable:
      'Nothing in the passages that were found answers this question. Add documents with POST /documents and ask again.',
    unverified: (count: number) =>
      `No quote could be verified: none of the ${count} that the model gave is in its source, so they were dropped and this report concludes nothing. Ask again, or use another model.`,
  },
};

/** A draft where no evidence is left: it says why, and what to do; the sub-questions stay open. */
export function emptyDraft({ language, questions, passages, citations }: z.output<typeof report.input>): NoticedDraft {
  const { nothing, unusable, unverified } = words[language];
  const found = citations.failed > 0 ? unverified(citations.failed) : unusable;
  return {
    summary: passages.length > 0 ? found : nothing,
    sections: [],
    open_questions: questions.map(({ text }) => text),
  };
}
