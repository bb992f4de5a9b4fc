import type * as z from 'zod';
import type { ResearchResult, report } from '../../shared/agents/research/contracts.ts';
import type { DraftReport } from './draft-request.ts';
import { escapeMarkdown, linkTo, oneLine } from './escape-markdown.ts';
import { resolveCitations } from './resolve-citations.ts';

const headings = {
  zh: { summary: '摘要', open: '待解问题', sources: '来源' },
  en: { summary: 'Summary', open: 'Open questions', sources: 'Sources' },
};

/** A draft, and what the reader should know of how it came about. */
export type NoticedDraft = DraftReport & { notice?: string };

/**
 * The finished report: marks resolved to numbered sources, and all of it as one Markdown text. A draft's summary and bodies
 * are Markdown, its headings and open questions plain text.
 */
export function assembleReport(
  draft: NoticedDraft,
  input: z.output<typeof report.input>,
): z.output<typeof ResearchResult> {
  const { resolve, sources, counts } = resolveCitations(input.notes, input.passages);
  const summary = resolve(draft.summary);
  const sections = draft.sections.map(({ heading, body }) => ({ heading: oneLine(heading), body: resolve(body) }));
  const open_questions = draft.open_questions.map(oneLine);
  const cited = sources();
  const { resolved, failed } = counts();
  const dropped = input.citations.failed + failed;
  return {
    summary,
    report: toMarkdown({ ...input, notice: draft.notice }, { summary, sections, open_questions, sources: cited }),
    sections,
    open_questions,
    sources: cited,
    citations: { checked: resolved + dropped, failed: dropped },
  };
}

function toMarkdown(
  { query, language, notice }: { query: string; language: 'zh' | 'en'; notice: string | undefined },
  {
    summary,
    sections,
    open_questions,
    sources,
  }: Pick<z.output<typeof ResearchResult>, 'summary' | 'sections' | 'open_questions' | 'sources'>,
): string {
  const heading = headings[language];
  const parts = [
    `# ${escapeMarkdown(query)}`,
    ...(notice ? [`> ${notice}`] : []),
    `## ${heading.summary}\n\n${summary}`,
  ];
  parts.push(...sections.map((section) => `## ${escapeMarkdown(section.heading)}\n\n${section.body}`));
  if (open_questions.length)
    parts.push(`## ${heading.open}\n\n${open_questions.map((one) => `- ${escapeMarkdown(one)}`).join('\n')}`);
  if (sources.length) {
    const lines = sources.map(({ n, title, url }) => `[${n}] ${escapeMarkdown(title)}${url ? ` ${linkTo(url)}` : ''}`);
    parts.push(`## ${heading.sources}\n\n${lines.join('\n\n')}`);
  }
  return `${parts.join('\n\n')}\n`;
}
