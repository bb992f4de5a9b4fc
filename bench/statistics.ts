/** The value below which `share` (0 to 1) of `values` lies, by nearest rank; NaN of no values. */
export function percentile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: Iterable<number>): number => percentile(values, 0.5);

/** Milliseconds on the machine's monotonic clock, which its processes share. */
export const clock = (): number => Number(process.hrtime.bigint()) / 1e6;
