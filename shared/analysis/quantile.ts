/**
 * The quantile of sorted values by linear interpolation between order statistics: type 7 of Hyndman and Fan, "Sample
 * Quantiles in Statistical Packages" (The American Statistician 50, 1996), the default of R, NumPy and Excel's
 * QUARTILE.INC. (simple-statistics has another type.) NaN for no values.
 */
export function quantile(sorted: number[], p: number): number {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const [low = Number.NaN, high = low] = [sorted[below], sorted[below + 1]];
  // Not low + part * (high - low): the difference of two huge numbers overflows.
  return low === high ? low : low * (1 - (place - below)) + high * (place - below);
}
