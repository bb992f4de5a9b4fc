import type { Language } from '../state/settings.ts';

const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'medium' };
const formats = { en: new Intl.DateTimeFormat('en', options), zh: new Intl.DateTimeFormat('zh-CN', options) };

/** A time of day with its date, in the browser's zone. */
export const formatTime = (time: string, language: Language): string => formats[language].format(new Date(time));
