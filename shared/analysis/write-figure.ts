/** A figure for people: whole numbers as they are, others with four significant digits, or one decimal from a thousand on. */
export function writeFigure(value: number | null): string {
  if (value === null) return '–';
  if (Math.abs(value) >= 1e15) return value.toExponential(4);
  if (Number.isInteger(value)) return String(value);
  return String(Math.abs(value) >= 1000 ? Number(value.toFixed(1)) : Number(value.toPrecision(4)));
}

/** A p-value for people. */
export function writeP(p: number | null): string {
  if (p === null) return 'p –';
  return p < 0.001 ? 'p < 0.001' : `p = ${Number(p.toPrecision(2))}`;
}
