import type { DraftReport } from './draft-request.ts';
import { oneLine } from './escape-markdown.ts';
import { tameMarkdown } from './tame-markdown.ts';

/** A model's draft as the report takes it: tame Markdown in summary and bodies, plain text in headings and questions. */
export const tidyDraft = ({ summary, sections, open_questions }: DraftReport): DraftReport => ({
  summary: tameMarkdown(summary),
  sections: sections.map(({ heading, body }) => ({ heading: plain(heading), body: tameMarkdown(body) })),
  open_questions: open_questions.map(plain).filter((question) => question !== ''),
});

/** A line without the Markdown that marks lines, and without citations: what it heads or asks rests on nothing yet. */
const plain = (line: string): string =>
  oneLine(line)
    .replace(/^(?:(?:#{1,6}|[-*+>]|\d{1,3}[.)、])\s+)+/, '')
    .replace(/\s*\[\s*N?\d+(?:\s*[,，、;；]\s*N?\d+)*\s*\]/g, '')
    .trim();
