import { chineseNumeral } from './chinese-numeral.ts';

/** A number as a text writes it. */
export interface WrittenNumber {
  text: string;
  /** Its figure times its scale: 3.5万 is 35000. */
  value: number;
  /** Half of the last digit that is written: 3.5万 stands for anything from 34500 to 35500. */
  tolerance: number;
  isPercent: boolean;
}

const scales: Record<string, number> = {
  ...{ 百: 2, 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8, 十亿: 9, 百亿: 10, 千亿: 11, 万亿: 12 },
  ...{ hundred: 2, thousand: 3, million: 6, billion: 9, trillion: 12, k: 3, m: 6, bn: 9 },
};
const scaleForm =
  '万亿|千亿|百亿|十亿|千万|百万|亿|万|千|百|(?:hundred|thousand|million|billion|trillion|k|m|bn)(?![a-z])';
const digits = new RegExp(
  `(百分之)?([-+]?)(\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(\\.\\d+)?(?:e([+-]?\\d{1,3})|\\s*[×x]\\s*10\\^?([-+]?\\d{1,3}))?\\s*(${scaleForm})?\\s*(%|‰|percent(?!age|ile)|per cent|成(?!\\p{Script=Han}))?`,
  'giu',
);
const numerals =
  /(百分之)?[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?(成(?!\p{Script=Han}))?/gu;

/** The numbers that a text writes, in figures or in Chinese numerals (of two characters or more). */
export function numbersIn(text: string): WrittenNumber[] {
  const plain = text.normalize('NFKC').replaceAll('−', '-').replaceAll('–', ' ');
  const written = [...plain.matchAll(digits)].map((match) => {
    const [whole, before, sign, integer = '', fraction = '', exponent, power, scale = '', after] = match;
    const ten = Number(exponent ?? power ?? 0) + (scales[scale.toLowerCase()] ?? 0) + (after === '成' ? 1 : 0);
    const figure = `${integer.replaceAll(',', '')}${fraction}`;
    const end = match.index + whole.length;
    const isRough =
      roughBefore.test(plain.slice(Math.max(0, match.index - 20), match.index)) ||
      roughAfter.test(plain.slice(end, end + 4));
    return {
      text: whole.trim(),
      value: Number(`${sign === '-' && !/[\d\p{L}]/u.test(plain[match.index - 1] ?? '') ? '-' : ''}${figure}e${ten}`),
      tolerance: toleranceOf(figure, ten, isRough),
      isPercent: Boolean(before ?? after),
    };
  });
  const spelled = [...plain.matchAll(numerals)].flatMap(([whole, before, after]) => {
    const body = whole.slice(before?.length ?? 0, after ? -1 : undefined);
    const value = [...body].length > 1 || before || after ? chineseNumeral(body) : undefined;
    if (value === undefined) return [];
    const known = after ? value * 10 : value;
    return [
      {
        text: whole,
        value: known,
        tolerance: after ? 5 : toleranceOf(String(value), 0, false),
        isPercent: Boolean(before ?? after),
      },
    ];
  });
  return [...written, ...spelled].filter(({ value }) => Number.isFinite(value));
}

const roughBefore =
  /(约|近|将近|接近|about|around|approximately|approx\.|roughly|nearly|almost|some|over|[~≈])\s*[$€£¥]?$/i;
const roughAfter = /^\s*(左右|上下|余|多)/;

/** Half of the last digit; of about 35,000 the zeros stand for rounded digits, as far as two digits remain. */
function toleranceOf(figure: string, power: number, isRough: boolean): number {
  const decimals = figure.split('.')[1]?.length ?? 0;
  const trailing = isRough && decimals === 0 ? (/0*$/.exec(figure)?.[0].length ?? 0) : 0;
  return 0.5 * 10 ** (power + Math.min(trailing, Math.max(0, figure.length - 2)) - decimals);
}
