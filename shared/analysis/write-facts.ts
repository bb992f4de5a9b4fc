import type { AnalysisFacts } from './analysis-facts.ts';
import type { AnalysisType } from './analysis-request.ts';
import {
  columnSentence,
  comparisonSentence,
  correlationSentence,
  textSentences,
  trendSentence,
} from './fact-sentences.ts';

/** Sentences of one kind that are written at most; the facts hold all. */
const most = 12;

/** The facts in words, made by code: the same facts, the same text. */
export function writeFacts(
  facts: AnalysisFacts,
  type: AnalysisType,
  language: 'zh' | 'en',
): { answer: string; findings: string[] } {
  if (facts.text) return textSentences(facts.text, type, language);
  const { columns, correlations, trend, comparisons, rows, column_count } = facts;
  const compared = comparisons.map((comparison) => comparisonSentence(comparison, language));
  const trends = (trend?.series ?? []).map((series) => trendSentence(series, trend, language));
  const described = columns.map((column) => columnSentence(column, language));
  const correlated = correlations.slice(0, 5).map((correlation) => correlationSentence(correlation, language));
  const grouping = facts.grouping ? [groupingSentence(facts.grouping, language)] : [];
  const leading = [...grouping, ...compared.slice(0, most), ...trends.slice(0, most)];
  const findings = [...leading, ...described.slice(0, most), ...correlated, ...facts.notes];
  const count =
    language === 'zh'
      ? `数据共 ${rows} 行、${column_count} 列。`
      : `The data has ${rows} rows and ${column_count} columns.`;
  const main = compared[0] ?? trends[0] ?? correlated[0] ?? described[0] ?? '';
  return { answer: language === 'zh' ? `${count}${main}` : `${count} ${main}`.trim(), findings };
}

function groupingSentence({ by, reason }: NonNullable<AnalysisFacts['grouping']>, language: 'zh' | 'en'): string {
  if (by === null) return reason;
  return language === 'zh' ? `按“${by}”分组：${reason}` : `Grouped by "${by}": ${reason}`;
}
