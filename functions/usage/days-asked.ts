import { InvalidRequest } from '../../shared/errors.ts';

const dayMilliseconds = 86_400_000;
/** Days that are told if nothing else is asked for. */
export const usualDays = 30;
const mostDays = 366;

/** The days that are asked for, as dates; throws InvalidRequest where there are none of them, or too many. */
export function daysAsked({ from, to = dayOf(Date.now()) }: { from?: string | undefined; to?: string | undefined }) {
  for (const [path, day] of Object.entries({ from, to }))
    if (day !== undefined && Date.parse(day) < 0) throw refusal('must be a day after 1969', path);
  const end = Date.parse(to);
  const first = from ?? dayOf(end - (usualDays - 1) * dayMilliseconds);
  const days = (end - Date.parse(first)) / dayMilliseconds + 1;
  if (days < 1) throw refusal(`must not be after the last day, ${to}`);
  if (days > mostDays) throw refusal(`must be less than ${mostDays} days before the last day, ${to}`);
  return { from: first, to };
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const refusal = (message: string, path = 'from') =>
  new InvalidRequest(`${path}: ${message}.`, { violations: [{ path, message }] });
