/** A number that a text stands for, and its unit: `%`, a currency, or none. */
export interface ReadNumber {
  value: number;
  unit: string | null;
}

const currencies = 'US\\$|HK\\$|RMB|CNY|USD|EUR|GBP|JPY|HKD|[¥$€£₩₹]';
const scales: Record<string, number> = { 千: 3, 万: 4, 百万: 6, 千万: 7, 亿: 8, 十亿: 9, 百亿: 10, 千亿: 11, 万亿: 12 };
const whole = (separators: string) => `\\d{1,3}(?:[${separators}]\\d{3})+|\\d+`;

const form = (body: string) =>
  new RegExp(
    `^([+-]?)\\s*(${currencies})?\\s*([+-]?)(${body})((?:e[+-]?\\d+)?)\\s*(${Object.keys(scales)
      .sort((a, b) => b.length - a.length)
      .join('|')})?\\s*(${currencies}|[%‰]|元|美元|欧元|日元|港元|英镑)?$`,
    'i',
  );
const pointForm = form(`(?:${whole(", '")})?\\.\\d+|(?:${whole(", '")})\\.?`);
const commaForm = form(`(?:${whole(". '")})(?:,\\d+)?`);

/** More digits than this no double holds: such a text is a number of something, an account or an order. */
const mostDigits = 15;
/** Characters of the longest text that is read as a number. */
const longest = 100;

/**
 * The number that a text is: with thousands separators, a sign or brackets, a currency, a percent sign, a unit such as 万.
 * A percentage keeps its figure (12 % is 12). Undefined for codes: with leading zeros, or of more than 15 digits; and for
 * texts of more than 100 characters.
 */
export function readNumber(text: string, decimalComma: boolean): ReadNumber | undefined {
  if (text.length > longest) return undefined;
  const plain = text.normalize('NFKC').replaceAll('−', '-').trim();
  const bracketed = /^\((.+)\)$/.exec(plain)?.[1];
  const [, sign, currency, inner, body = '', exponent = '', scale, suffix] =
    (decimalComma ? commaForm : pointForm).exec(bracketed ?? plain) ?? [];
  if (!body) return undefined;
  const digits = decimalComma ? body.replace(/[. ']/g, '').replace(',', '.') : body.replace(/[, ']/g, '');
  if (/^0\d/.test(digits) || (/^\d+$/.test(digits) && digits.length > mostDigits)) return undefined;
  const power = Number(exponent.slice(1) || 0) + (scale ? (scales[scale] ?? 0) : 0);
  const magnitude = Number(`${digits.replace(/\.$/, '')}e${power}`);
  if (!Number.isFinite(magnitude)) return undefined;
  const negative = (sign === '-') !== (inner === '-') || bracketed !== undefined;
  return { value: negative && magnitude !== 0 ? -magnitude : magnitude, unit: unitOf(currency ?? suffix) };
}

const same: Record<string, string> = {
  RMB: '元',
  CNY: '元',
  '¥': '元',
  USD: '$',
  US$: '$',
  美元: '$',
  EUR: '€',
  欧元: '€',
};
const unitOf = (symbol: string | undefined): string | null =>
  symbol === undefined ? null : (same[symbol.toUpperCase()] ?? symbol);

/** Of texts that could be either, do those that are clear write decimals with a comma (3,5) rather than a point? */
export function writesDecimalComma(texts: Iterable<string>): boolean {
  let balance = 0;
  for (const text of texts) {
    if (!/[.,]\d/.test(text)) continue;
    const [comma, point] = [readNumber(text, true), readNumber(text, false)];
    if (comma && !point) balance += 1;
    if (point && !comma) balance -= 1;
  }
  return balance > 0;
}
