/** How fine a date is. */
export type Grain = 'year' | 'quarter' | 'month' | 'day' | 'time';

/** A date that a text stands for, from the start of its year, quarter, month or day, in UTC. */
export interface ReadDate {
  grain: Grain;
  time: Date;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const year = '((?:19|20|21)\\d\\d)';
const clock =
  '(?:(?:[T ]|(?<=日)|(?=[上下]午))\\s*([上下]午)?\\s*(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:\\.\\d+)?)?\\s*([ap]m)?\\s*(Z|[+-]\\d\\d:?\\d\\d)?)?';
const form = (source: string) => new RegExp(`^${source}$`, 'i');

const yearFirst = form(`${year}\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?${clock}`);
// 2024.03 without 月 is a decimal.
const yearMonth = form(`(?!\\d+\\.\\d+$)${year}\\s*[-/.年]\\s*(\\d{1,2})\\s*月?(?:份)?`);
const monthYear = form(`(\\d{1,2})[-/]${year}`);
const yearQuarter = form(`${year}\\s*[-/年]?\\s*(?:第?([1-4一二三四])季度?|Q([1-4]))`);
const quarterYear = form(`Q([1-4])\\s*[-/]?\\s*${year}`);
const yearLast = form(`(\\d{1,2})([-/.])(\\d{1,2})\\2${year}${clock}`);
const namedMonth = form(`${monthName}[\\s-]+${year}`);
const namedDay = form(`${monthName}\\s+(\\d{1,2}),?\\s+${year}${clock}`);
const dayNamed = form(`(\\d{1,2})[\\s-]+${monthName}[\\s-]+${year}${clock}`);
const yearAlone = form(`${year}年度?`);

/** The date that a text is, in one of the usual Chinese, English and ISO forms; `dayFirst` decides what 03/04/2024 is. */
export function readDate(text: string, dayFirst: boolean): ReadDate | undefined {
  const plain = text.normalize('NFKC').trim();
  if (plain.length > 40 || !/\d{4}/.test(plain)) return undefined;
  let found = yearFirst.exec(plain);
  if (found) return dated(found[1], found[2], found[3], found.slice(4));
  found = yearMonth.exec(plain);
  if (found) return dated(found[1], found[2]);
  found = monthYear.exec(plain);
  if (found) return dated(found[2], found[1]);
  found = yearLast.exec(plain);
  if (found) return dated(found[4], found[dayFirst ? 3 : 1], found[dayFirst ? 1 : 3], found.slice(5));
  found = yearQuarter.exec(plain);
  if (found) return quarterOf(found[1], found[3] ?? String('一二三四'.indexOf(found[2] ?? '') + 1 || found[2]));
  found = quarterYear.exec(plain);
  if (found) return quarterOf(found[2], found[1]);
  found = namedMonth.exec(plain);
  if (found) return dated(found[2], monthNumber(found[1]));
  found = namedDay.exec(plain);
  if (found) return dated(found[3], monthNumber(found[1]), found[2], found.slice(4));
  found = dayNamed.exec(plain);
  if (found) return dated(found[3], monthNumber(found[2]), found[1], found.slice(4));
  found = yearAlone.exec(plain);
  return found ? { grain: 'year', time: new Date(Date.UTC(Number(found[1]), 0)) } : undefined;
}

/** Is a text such as 25/03/2024 one whose day comes first (1), its month (-1), or is it not clear (0)? */
export function dayOrder(text: string): number {
  const [, first, , second] = yearLast.exec(text.normalize('NFKC').trim()) ?? [];
  if (first === undefined) return 0;
  return Number(Number(first) > 12) - Number(Number(second) > 12);
}

/** Is it of that form at all? */
export const hasYearLast = (text: string): boolean => yearLast.test(text.normalize('NFKC').trim());

const monthNumber = (name = ''): string => String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);

const quarterOf = (year = '', quarter = ''): ReadDate => ({
  grain: 'quarter',
  time: new Date(Date.UTC(Number(year), Number(quarter) * 3 - 3)),
});

function dated(year = '', month = '', day?: string, time: (string | undefined)[] = []): ReadDate | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  // A day that its month does not have would roll over.
  if (date.getUTCDate() !== Number(day ?? 1)) return undefined;
  if (time[1] === undefined) return { grain: day === undefined ? 'month' : 'day', time: date };
  const moment = new Date(`${iso}T${clockOf(time)}`);
  return Number.isNaN(moment.getTime()) ? undefined : { grain: 'time', time: moment };
}

/** A time of day as ISO 8601 has it; none that is valid for 13:00 in the afternoon. */
function clockOf([chineseHalf, hour, minute, second = '00', englishHalf, zone]: (string | undefined)[]): string {
  const half = chineseHalf ?? englishHalf;
  const isLate = half === '下午' || half?.toLowerCase() === 'pm';
  const past12 = Number(hour) >= 1 && Number(hour) <= 12 ? (Number(hour) % 12) + (isLate ? 12 : 0) : Number.NaN;
  return `${String(half ? past12 : hour).padStart(2, '0')}:${minute}:${second}${offsetOf(zone)}`;
}

const offsetOf = (zone = 'Z'): string => zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
