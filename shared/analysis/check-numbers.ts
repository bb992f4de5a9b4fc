import type { AnalysisFacts } from './analysis-facts.ts';
import { numbersIn, type WrittenNumber } from './numbers-in.ts';

/** How a text's numbers compare with those that were computed. */
export interface CheckedNumbers {
  /** Numbers in the text. */
  checked: number;
  /** Those that are neither computed nor in the question, as they are written, each once. */
  unknown: string[];
}

/** Figures that belong to a method, not to the data: thresholds, names of quantiles, numbering. */
const conventions = [
  /\bp\s*[-值]?\s*(value)?\s*[<>≤≥]\s*0?\.(05|01|001)(?!\d)/giu,
  /\b(25|50|75)th\b(?=[\s-]+(percentile|quantile))|第\s*(25|50|75)\s*(?=百?分位)/giu,
  /\b1\.5(?=\s*[×x*]?\s*(the\s+|times\s+the\s+)?(IQR|interquartile)|\s*倍\s*(的)?\s*(IQR|四分位))/giu,
  /\b9[59]\s*%(?=\s*(confidence|CI\b|的?置信))/giu,
  /\b(r|R)\s*[²2](?!\d)|η\s*[²2](?!\d)|\bQ[1-4]\b/gu,
  /^\s*(#+\s*)?\d{1,2}[.)、](?!\d)/gmu,
];

/**
 * Checks every number of a text, in figures or Chinese numerals, against the facts and the question. A number is known
 * if a computed one, written with as many digits, reads the same; also as a percentage (0.85 as 85 %), and without its
 * sign. Names of columns and groups may hold any figures; so may dates, within those that the data covers.
 */
export function checkNumbers(text: string, facts: AnalysisFacts, question: string): CheckedNumbers {
  const known = knownNumbers(facts, question);
  const plain = withoutNames(text.normalize('NFKC').replace(/\s+/g, oneSpace), facts);
  const written = numbersIn(withoutDates(plain, facts));
  const unknown = written.filter((number) => !known.some((value) => reads(number, value)));
  return { checked: written.length, unknown: [...new Set(unknown.map((number) => number.text))] };
}

const oneSpace = (space: string): string => (space.includes('\n') ? '\n' : ' ');

function reads({ value, tolerance, isPercent }: WrittenNumber, known: number): boolean {
  const near = (one: number) =>
    Math.abs(Math.abs(value) - Math.abs(one)) <= tolerance * (1 + 1e-9) + Math.abs(one) * 1e-12;
  const sameSign = value >= 0 || known < 0;
  return sameSign && (near(known) || (isPercent && Math.abs(known) <= 1 && near(known * 100)));
}

/** Every number of the facts, the lengths of their lists, and the numbers that the question and the data's words hold. */
function knownNumbers(facts: AnalysisFacts, question: string): number[] {
  const known = new Set<number>(numbersIn(question).map(({ value }) => value));
  const collect = (value: unknown): void => {
    if (typeof value === 'number') known.add(value);
    else if (typeof value === 'string') for (const number of numbersIn(value)) known.add(number.value);
    else if (Array.isArray(value)) {
      known.add(value.length);
      value.forEach(collect);
    } else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect);
  };
  collect(facts);
  for (const kind of ['number', 'date', 'text'])
    known.add(facts.columns.filter((column) => column.kind === kind).length);
  return [...known];
}

function withoutNames(text: string, facts: AnalysisFacts): string {
  const names = [
    ...facts.columns.flatMap((column) => [
      column.name,
      ...(column.kind === 'text' ? column.top.map(({ value }) => value) : []),
    ]),
    ...facts.comparisons.flatMap(({ groups }) => groups.map(({ group }) => group)),
  ];
  // A name that is a number itself is looked up like any other.
  const telling = [...new Set(names)].filter((name) => /\d/.test(name) && /\p{L}/u.test(name));
  return telling
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name.normalize('NFKC'), ' '), text);
}

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';

function withoutDates(text: string, facts: AnalysisFacts): string {
  const dates = facts.columns.filter((column) => column.kind === 'date');
  const years = dates.flatMap(({ first, last }) => [Number(first.slice(0, 4)), Number(last.slice(0, 4))]);
  const plain = conventions.reduce((rest, form) => rest.replaceAll(form, ' '), text);
  if (!years.length) return plain;
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const covered = (year: string) => Number(year) >= from && Number(year) <= to;
  return plain
    .replace(/\b((?:19|20|21)\d\d)[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d.])/g, (whole, year) =>
      covered(year) ? ' ' : whole,
    )
    .replace(new RegExp(`\\b(${months})(\\s+\\d{1,2},?)?(?=\\s+(19|20|21)\\d\\d\\b|\\s)`, 'g'), ' ')
    .replace(/(?<!\d)((?:19|20|21)\d\d)(?=\s*(年|-Q[1-4])|(?![\d.,%]))/g, (whole, year) =>
      covered(year) ? ' ' : whole,
    )
    .replace(/(?<![\d.])(1[0-2]|[1-9])\s*月(?:份|\s*([12]\d|3[01]|[1-9])\s*[日号])?/g, ' ');
}
