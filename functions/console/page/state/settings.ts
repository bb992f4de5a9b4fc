import { createStore } from './store.ts';

export type Language = 'en' | 'zh';
export type Theme = 'light' | 'dark';

const languages: readonly string[] = ['en', 'zh'];

/** The language: as chosen here before, else as the browser prefers. */
export const language = createStore<Language>(firstLanguage());

/** The theme: as chosen here before, else as the system's. */
export const theme = createStore<Theme>(firstTheme());

function firstLanguage(): Language {
  const kept = localStorage.getItem('language') ?? '';
  if (languages.includes(kept)) return kept as Language;
  const preferred = navigator.languages.find((one) => /^(zh|en)\b/i.test(one)) ?? '';
  return /^zh/i.test(preferred) ? 'zh' : 'en';
}

function firstTheme(): Theme {
  const kept = localStorage.getItem('theme');
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Changes the language, and remembers it in this browser. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem('language', chosen);
  language.set(chosen);
}

/** Changes the theme, and remembers it in this browser. */
export function chooseTheme(chosen: Theme): void {
  localStorage.setItem('theme', chosen);
  theme.set(chosen);
}
