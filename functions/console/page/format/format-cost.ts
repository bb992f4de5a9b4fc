/** US dollars with as many digits as tell something: `$0`, `$0.0021`, `$1.25`. */
export function formatCost(usd: number): string {
  if (usd === 0) return '$0';
  return usd < 0.1 ? `$${usd.toPrecision(2)}` : `$${usd.toFixed(2)}`;
}
