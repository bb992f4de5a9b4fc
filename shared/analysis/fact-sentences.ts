import type {
  ColumnFacts,
  Comparison,
  Correlation,
  NumberFacts,
  TextStatistics,
  Trend,
  TrendSeries,
} from './analysis-facts.ts';
import type { AnalysisType } from './analysis-request.ts';
import { writeFigure, writeP } from './write-figure.ts';

type Language = 'zh' | 'en';
const f = writeFigure;

/** A column in one sentence. */
export function columnSentence(column: ColumnFacts, language: Language): string {
  const { name, missing } = column;
  const zh = language === 'zh';
  if (column.kind === 'number') return numberSentence(column, zh);
  if (column.kind === 'date') {
    return zh
      ? `“${name}”：日期从 ${column.first} 到 ${column.last}，${column.distinct} 个不同的值，缺失 ${missing} 个。`
      : `"${name}": dates from ${column.first} to ${column.last}, ${column.distinct} different ones, ${missing} missing.`;
  }
  const top = column.top
    .slice(0, 3)
    .map(({ value, count }) => (zh ? `${value}（${count} 次）` : `${value} (${count})`));
  return zh
    ? `“${name}”：文本，${column.distinct} 个不同的值，缺失 ${missing} 个；最常见：${top.join('、') || '无'}。`
    : `"${name}": text, ${column.distinct} different values, ${missing} missing; most frequent: ${top.join(', ') || 'none'}.`;
}

function numberSentence(column: NumberFacts, zh: boolean): string {
  const { name, unit, count, missing, not_numbers, mean, median, sd, min, max, q1, q3, outliers } = column;
  const u = unit ?? '';
  const parts = zh
    ? [
        `${count} 个数值，缺失 ${missing} 个，非数值 ${not_numbers} 个`,
        `均值 ${f(mean)}${u}，中位数 ${f(median)}${u}，标准差 ${f(sd)}`,
        `最小 ${f(min)}，四分位数 ${f(q1)} 和 ${f(q3)}，最大 ${f(max)}`,
        outliers ? `离群值 ${outliers.count} 个` : '数值太少，不判断离群值',
      ]
    : [
        `${count} numbers, ${missing} missing, ${not_numbers} not numbers`,
        `mean ${f(mean)}${u}, median ${f(median)}${u}, standard deviation ${f(sd)}`,
        `minimum ${f(min)}, quartiles ${f(q1)} and ${f(q3)}, maximum ${f(max)}`,
        outliers ? `${outliers.count} outliers` : 'too few values to tell outliers',
      ];
  return zh ? `“${name}”：${parts.join('；')}。` : `"${name}": ${parts.join('; ')}.`;
}

/** A correlation in one sentence. */
export const correlationSentence = ({ a, b, r, n, p_value }: Correlation, language: Language): string =>
  language === 'zh'
    ? `“${a}”与“${b}”的相关系数为 ${f(r)}（n = ${n}，${writeP(p_value)}）；相关不等于因果。`
    : `"${a}" and "${b}" correlate with r = ${f(r)} (n = ${n}, ${writeP(p_value)}); a correlation is no cause.`;

const steps = {
  zh: { year: '年', quarter: '季度', month: '月', day: '天', row: '行' },
  en: { year: 'year', quarter: 'quarter', month: 'month', day: 'day', row: 'row' },
};
const directions = {
  zh: { rising: '上升趋势', falling: '下降趋势', unclear: '趋势不明确' },
  en: { rising: 'rising', falling: 'falling', unclear: 'no clear trend' },
};

/** A trend in one sentence. */
export function trendSentence(series: TrendSeries, trend: Trend | null, language: Language): string {
  const { column, unit, first, last, change, change_percent, slope, r_squared, p_value, n, lowest, highest } = series;
  const [step, direction] = [steps[language][trend?.step ?? 'row'], directions[language][series.direction]];
  const u = unit ?? '';
  if (language === 'zh') {
    const percent = change_percent === null ? '' : `，即 ${f(change_percent)}%`;
    return `“${column}”${direction}：从 ${first.at} 的 ${f(first.value)}${u} 到 ${last.at} 的 ${f(last.value)}${u}，变化 ${f(change)}${percent}；每${step}斜率 ${f(slope)}（R² = ${f(r_squared)}，${writeP(p_value)}，n = ${n}）；最低在 ${lowest.at}（${f(lowest.value)}），最高在 ${highest.at}（${f(highest.value)}）。`;
  }
  const percent = change_percent === null ? '' : `, or ${f(change_percent)} %`;
  return `"${column}", ${direction}: from ${f(first.value)}${u} at ${first.at} to ${f(last.value)}${u} at ${last.at}, a change of ${f(change)}${percent}; slope ${f(slope)} a ${step} (R² = ${f(r_squared)}, ${writeP(p_value)}, n = ${n}); lowest at ${lowest.at} (${f(lowest.value)}), highest at ${highest.at} (${f(highest.value)}).`;
}

const tests = {
  zh: { welch_t: 'Welch t 检验', welch_anova: 'Welch 方差分析', hedges_g: 'Hedges g', eta_squared: 'η²' },
  en: {
    welch_t: 'Welch’s t test',
    welch_anova: 'Welch’s analysis of variance',
    hedges_g: 'Hedges’ g',
    eta_squared: 'η²',
  },
};

/** A comparison in one sentence. */
export function comparisonSentence(comparison: Comparison, language: Language): string {
  const { column, unit, groups, difference, difference_percent, test, effect, test_note } = comparison;
  const zh = language === 'zh';
  const u = unit ?? '';
  const listed = groups
    .slice(0, 5)
    .map(({ group, n, mean, median }) =>
      zh
        ? `${group} 均值 ${f(mean)}${u}、中位数 ${f(median)}${u}（n = ${n}）`
        : `${group} has mean ${f(mean)}${u}, median ${f(median)}${u} (n = ${n})`,
    );
  const tested = test ? `${tests[language][test.name]} ${writeP(test.p_value)}` : (test_note ?? '');
  const sized = effect ? `${zh ? '，' : ', '}${tests[language][effect.name]} = ${f(effect.value)}` : '';
  const share = zh ? `（${f(difference_percent)}%）` : ` (${f(difference_percent)} %)`;
  const percent = difference_percent === null ? '' : share;
  const name = zh ? `“${column}”：` : `"${column}": `;
  const about = column === null ? '' : name;
  return zh
    ? `${about}${listed.join('；')}。最高与最低均值相差 ${f(difference)}${percent}。${tested}${sized}${test ? '。' : ''}`
    : `${about}${listed.join('; ')}. The highest and the lowest mean differ by ${f(difference)}${percent}. ${tested}${sized}${test ? '.' : ''}`;
}

/** A text's facts: what it is about, or what can be counted. */
export function textSentences(
  text: TextStatistics,
  type: AnalysisType,
  language: Language,
): { answer: string; findings: string[] } {
  const zh = language === 'zh';
  const { characters, words, sentences, paragraphs } = text;
  const size = zh
    ? `文本有 ${characters} 个字符、${words} 个词、${sentences} 句、${paragraphs} 段。`
    : `The text has ${characters} characters, ${words} words, ${sentences} sentences and ${paragraphs} paragraphs.`;
  const terms = text.terms.slice(0, 8).map(({ term, count }) => (zh ? `${term}（${count}）` : `${term} (${count})`));
  const counted = [
    ...(terms.length ? [zh ? `最常见的词：${terms.join('、')}。` : `Most frequent words: ${terms.join(', ')}.`] : []),
    ...(text.numbers.length
      ? [
          zh
            ? `文中的数字：${text.numbers.slice(0, 20).join('、')}。`
            : `Numbers in it: ${text.numbers.slice(0, 20).join(', ')}.`,
        ]
      : []),
  ];
  if (type === 'statistical') return { answer: size, findings: counted };
  const summary = text.key_sentences.join(zh ? '' : ' ');
  return { answer: summary || size, findings: [size, ...counted] };
}
