/** Milliseconds to wait by a Retry-After header, seconds or an HTTP date; null when there is none or it cannot be read. */
export function parseRetryAfter(header: string | null, now: number = Date.now()): number | null {
  if (!header?.trim()) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
