import type { AnalysisRequest } from '../../shared/analysis/analysis-request.ts';

const usual = {
  zh: {
    statistical: '对数据做统计分析',
    comparative: '对数据做对比分析',
    trend: '对数据做趋势分析',
    summary: '概括数据的要点',
  },
  en: {
    statistical: 'Describe the data statistically',
    comparative: 'Compare the groups of the data',
    trend: 'Describe the trend of the data',
    summary: 'Summarise the data',
  },
};

/** The question of a request; where there is none, what the kind of analysis asks. */
export const questionOf = (
  { question, analysis_type }: Pick<AnalysisRequest, 'question' | 'analysis_type'>,
  language: 'zh' | 'en',
): string => question ?? usual[language][analysis_type];
