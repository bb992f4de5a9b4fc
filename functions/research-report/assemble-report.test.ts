import { expect, test } from 'vitest';
import { assembleReport } from './assemble-report.ts';
import { emptyDraft } from './empty-draft.ts';
import { extractiveDraft } from './extractive-draft.ts';

const passages = [
  { passage_id: 'a1', document_id: 'A', title: '影像', url: 'https://example.org/a' },
  { passage_id: 'a2', document_id: 'A', title: '影像', url: 'https://example.org/a' },
  { passage_id: 'b1', document_id: 'B', title: 'Ethics', url: null },
];
const notes = [
  { question_id: 'q1', claim: '甲', passage_id: 'a1', quote: '甲文' },
  { question_id: 'q1', claim: '乙', passage_id: 'b1', quote: 'B text' },
  { question_id: 'q2', claim: '丙', passage_id: 'a2', quote: '丙文' },
];
const questions = [
  { id: 'q1', text: '一？' },
  { id: 'q2', text: '二？' },
  { id: 'q3', text: '三？' },
];
const input = {
  query: '主题',
  language: 'zh' as const,
  questions,
  notes,
  passages,
  citations: { checked: 4, failed: 1 },
};
const draft = (body: string) => ({ summary: '总结 [N2]', sections: [{ heading: '一', body }], open_questions: [] });

test('marks become numbers of documents in the order of their first mention, with the quotes behind them', () => {
  const { summary, sections, sources } = assembleReport(draft('甲[N1]，丙 [N3]。乙[N2]'), input);
  expect(summary).toBe('总结[1]');
  expect(sections[0]?.body).toBe('甲[2]，丙[2]。乙[1]');
  expect(sources).toEqual([
    { n: 1, document_id: 'B', title: 'Ethics', url: null, quotes: ['B text'] },
    { n: 2, document_id: 'A', title: '影像', url: 'https://example.org/a', quotes: ['甲文', '丙文'] },
  ]);
});

test('several notes in one mark are several sources, each once', () => {
  expect(assembleReport(draft('x [N1, N2，N3]'), input).sections[0]?.body).toBe('x [2][1]');
});

test('unknown notes and made-up numbers are removed and counted', () => {
  const { sections, citations, report } = assembleReport(draft('真 [N1] 假 [N9] 假 [7] 半 [N3、N12]'), input);
  expect(sections[0]?.body).toBe('真[2] 假 假 半[2]');
  expect(citations).toEqual({ checked: 7, failed: 4 });
  expect(report).not.toMatch(/N9|N12|\[7\]/);
});

test('every number in the report is one of its sources', () => {
  const { report, sources } = assembleReport(extractiveDraft(input), input);
  const numbers = [...report.matchAll(/\[(\d+)\]/g)].map(([, number]) => Number(number));
  expect(new Set(numbers)).toEqual(new Set(sources.map(({ n }) => n)));
});

test('without a model the notes are the report, and a question without notes is an open one', () => {
  const result = assembleReport(extractiveDraft(input), input);
  expect(result.sections).toEqual([
    { heading: '一？', body: '- 甲[1]\n- 乙[2]' },
    { heading: '二？', body: '- 丙[1]' },
  ]);
  expect(result.open_questions).toEqual(['知识库中没有找到可引用的证据：三？']);
  expect(result.report).toMatch(/^# 主题\n\n> 说明：[^\n]*摘录。\n\n## 摘要\n\n甲\[1\]丙\[1\]/);
});

test('what counts as checked are the marks of the text and what was dropped, not the notes', () => {
  const { citations } = assembleReport({ summary: '无', sections: [], open_questions: [] }, input);
  expect(citations).toEqual({ checked: 1, failed: 1 });
  expect(assembleReport(draft('甲[N1][N3]。'), input).citations).toEqual({ checked: 3, failed: 1 });
});

test('titles, addresses, headings and the query are text in the Markdown, and as they are in the result', () => {
  const title = '](javascript:alert(1)) <script>\n# x `y` | *z*';
  const hostile = passages.map((passage) => ({ ...passage, title, url: 'https://example.org/a b>' }));
  const { report, sections, sources } = assembleReport(
    { summary: '总结[N1]', sections: [{ heading: '<img>\n# h', body: '甲[N1]' }], open_questions: ['[x](y)'] },
    { ...input, query: '<b>[1]</b>\n## 查询', passages: hostile },
  );
  expect(report.split('\n').filter((line) => line.startsWith('#'))).toEqual([
    '# \\<b\\>\\[1\\]\\</b\\> \\## 查询',
    '## 摘要',
    '## \\<img\\> \\# h',
    '## 待解问题',
    '## 来源',
  ]);
  expect(report).toContain('- \\[x\\](y)');
  expect(report).toContain(
    '[1] \\](javascript:alert(1)) \\<script\\> \\# x \\`y\\` \\| \\*z\\* <https://example.org/a%20b%3E>',
  );
  expect(sections[0]?.heading).toBe('<img> # h');
  expect(sources[0]).toMatchObject({ title, url: 'https://example.org/a b>' });
});

test('a number in brackets in the query is no citation', () => {
  const numbered = { ...input, questions: questions.map((one) => ({ ...one, text: `数组[1]：${one.text}` })) };
  const { citations, sections, open_questions, report } = assembleReport(extractiveDraft(numbered), {
    ...numbered,
    query: '数组 [1]',
  });
  expect(citations).toEqual({ checked: 6, failed: 1 });
  expect(sections[0]?.heading).toBe('数组[1]：一？');
  expect(open_questions[0]).toContain('数组[1]');
  expect(report).toMatch(/^# 数组 \\\[1\\\]\n/);
});

test('a sentence of a document is shown as text: no tags, links or citation numbers of its own', () => {
  const claim = 'A <b>bold</b> claim[3] with [a link](javascript:x), `code` and a ` tick.';
  const { sections, citations } = assembleReport(
    extractiveDraft({ language: 'en', questions, notes: notes.map((note) => ({ ...note, claim })) }),
    { ...input, language: 'en' },
  );
  expect(sections[1]?.body).toBe('- A \\<b>bold\\</b> claim with [a link]\\(javascript:x), `code` and a \\` tick [1].');
  expect(citations.failed).toBe(1);
});

test.each([
  ['~~~ Turbines help.', '\\~\\~\\~ Turbines help [1].'],
  ['~~~~js a `b` c.', '\\~\\~\\~\\~js a `b` c [1].'],
  ['``` Turbines help.', '\\`\\`\\` Turbines help [1].'],
  ['> 1. ~~~ Turbines help.', '> 1. \\~\\~\\~ Turbines help [1].'],
  ['```code``` helps, \\` and ~~~.', '```code``` helps, \\` and ~~~ [1].'],
])('the sentence %j opens no code block that would swallow the rest', (claim, shown) => {
  const english = { ...input, language: 'en' as const, notes: notes.map((note) => ({ ...note, claim })) };
  const { report } = assembleReport(extractiveDraft(english), english);
  expect(report).toContain(`## Summary\n\n${shown}`);
  expect(report).toContain(`\n- ${shown}\n`);
  expect(report).toMatch(/\n## Sources\n\n\[1\] 影像 [^`~]*$/);
  expect(report).not.toMatch(/\[N\d|^[`~]{3,}$/m);
});

test('with no evidence at all the report says so and what to do', () => {
  const empty = { ...input, notes: [], passages: [], citations: { checked: 0, failed: 0 } };
  const { summary, report, sources } = assembleReport(emptyDraft(empty), empty);
  expect(summary).toContain('POST /documents');
  expect(report).not.toContain('摘录');
  expect(sources).toEqual([]);
  expect(assembleReport(emptyDraft({ ...empty, language: 'en' }), { ...empty, language: 'en' }).summary).toMatch(
    /^The knowledge base holds nothing on this question\. Add documents with POST \/documents/,
  );
});

test('where passages were found, the report says whether they have no answer or no quote could be verified', () => {
  const unanswered = { ...input, notes: [], citations: { checked: 0, failed: 0 } };
  expect(assembleReport(emptyDraft(unanswered), unanswered).summary).toMatch(/^检索到的资料中没有/);
  const unverified = { ...input, notes: [], citations: { checked: 2, failed: 2 }, language: 'en' as const };
  const result = assembleReport(emptyDraft(unverified), unverified);
  expect(result.summary).toMatch(/^No quote could be verified: none of the 2 /);
  expect(result.citations).toEqual({ checked: 2, failed: 2 });
  expect(result.open_questions).toEqual(['一？', '二？', '三？']);
});
