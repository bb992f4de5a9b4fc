import type { Language } from '../state/settings.ts';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const formats = {
  en: new Intl.RelativeTimeFormat('en', { style: 'short', numeric: 'always' }),
  zh: new Intl.RelativeTimeFormat('zh-CN', { style: 'short', numeric: 'always' }),
};

/** How long ago a time was, in words: `5 min. ago`, `5分钟前`. */
export function formatAge(time: string, now: number, language: Language): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? ['second', 1];
  return formats[language].format(-Math.floor(seconds / size), unit);
}
