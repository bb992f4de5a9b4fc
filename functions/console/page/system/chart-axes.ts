import type { Language } from '../state/settings.ts';

/** Steps of an axis of counts. */
export const wholeSteps = [1, 2, 5]
  .flatMap((step) => Array.from({ length: 12 }, (_, power) => step * 10 ** power))
  .sort((a, b) => a - b);

const zones = { en: 'en-GB', zh: 'zh-CN' };

/** Writes a time in seconds beside an axis: a UTC day, or an hour of the browser's zone. */
export function axisTime(language: Language, days: boolean): (seconds: number) => string {
  const format = new Intl.DateTimeFormat(
    zones[language],
    days
      ? { month: language === 'zh' ? 'numeric' : 'short', day: 'numeric', timeZone: 'UTC' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  );
  return (seconds) => format.format(new Date(seconds * 1000));
}
