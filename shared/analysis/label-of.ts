import type { Grain } from './read-date.ts';

/** A date as facts show it: 2024, 2024-Q1, 2024-03, 2024-03-05, or with its time. */
export function labelOf(date: Date, grain: Grain): string {
  const iso = date.toISOString();
  if (grain === 'quarter') return `${iso.slice(0, 4)}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
  return { year: iso.slice(0, 4), month: iso.slice(0, 7), day: iso.slice(0, 10), time: iso.slice(0, 19) }[grain];
}
